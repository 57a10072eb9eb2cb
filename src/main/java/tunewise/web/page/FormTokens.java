package tunewise.web.page;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts what only our own pages know into every form that posts, as it is written, so that no template forgets it.
 */
final class FormTokens implements HtmlInterceptor {
    /** The template engine knows no request, and a page is written by one thread. */
    private static final ThreadLocal<@Nullable Writing> WRITING = new ThreadLocal<>();

    private static final class Writing {
        private final String token;
        private boolean posts;

        private Writing(String token) {
            this.token = token;
        }
    }

    /** Writes a page whose forms carry a token; an empty one is left out. */
    void write(String token, Runnable page) {
        WRITING.set(token.isEmpty() ? null : new Writing(token));
        try {
            page.run();
        } finally {
            WRITING.remove();
        }
    }

    /** Called within the tag, where nothing but attributes may be written. */
    @Override
    public void onHtmlTagOpened(String name, Map<String, Object> attributes, TemplateOutput output) {
        Writing now = WRITING.get();
        if (now != null) {
            now.posts = "post".equals(attributes.get("method"));
        }
    }

    @Override
    public void onHtmlTagClosed(String name, TemplateOutput output) {
        Writing now = WRITING.get();
        if (now != null && now.posts) {
            output.writeContent(
                    "<input type=\"hidden\" name=\"" + Bodies.FORM_TOKEN + "\" value=\"" + now.token + "\">");
        }
    }
}
