/** The tools of the Model Context Protocol for assistants. Uses service and wording. */
@NullMarked
package tunewise.mcp;

import org.jspecify.annotations.NullMarked;
