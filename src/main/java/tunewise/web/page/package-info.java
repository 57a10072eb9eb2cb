/**
 * What every page is made of: frame, templates, form fields, assets, problems, and reading what is sent in. Uses
 * wording and service.
 */
@NullMarked
package tunewise.web.page;

import org.jspecify.annotations.NullMarked;
