package tunewise.web.access;

/** What is shown this once: the link of an account, or a token. */
record MadeView(String title, String said, String secret) {}
