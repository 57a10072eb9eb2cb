/** The service on its port: who may come in, and which room answers a path. A new page is
 * registered here, in WebServer, written in its room, and laid out in src/main/jte. Uses the rooms below it. */
@NullMarked
package tunewise.web;

import org.jspecify.annotations.NullMarked;
