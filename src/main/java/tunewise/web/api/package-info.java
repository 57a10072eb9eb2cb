/** The API for programs, JSON in and out, and assistants over HTTP. Uses web.page for bodies and problems. */
@NullMarked
package tunewise.web.api;

import org.jspecify.annotations.NullMarked;
