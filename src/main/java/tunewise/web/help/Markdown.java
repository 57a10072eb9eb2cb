package tunewise.web.help;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;

/** Makes a page of a chapter. HTML in a chapter is shown and never taken as such; a link can only be a link. */
final class Markdown {
    private static final Parser PARSER = Parser.builder().build();
    private static final TextContentRenderer PLAIN = TextContentRenderer.builder()
            .lineBreakRendering(LineBreakRendering.STRIP)
            .build();

    private Markdown() {}

    static Chapter chapter(String id, String markdown) {
        Node document = PARSER.parse(markdown);
        List<Chapter.Section> sections = sections(document);
        return new Chapter(id, sections.get(0).title(), html(document), sections);
    }

    private static String html(Node document) {
        return HtmlRenderer.builder()
                .escapeHtml(true)
                .sanitizeUrls(true)
                .attributeProviderFactory(context -> new Anchors())
                .build()
                .render(document);
    }

    private static List<Chapter.Section> sections(Node document) {
        List<Chapter.Section> sections = new ArrayList<>();
        Slugs slugs = new Slugs();
        String anchor = "";
        String title = "";
        StringBuilder text = new StringBuilder();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                if (heading.getLevel() > 1) {
                    sections.add(
                            new Chapter.Section(anchor, title, text.toString().strip()));
                    anchor = slugs.of(heading);
                }
                title = words(heading);
                text.setLength(0);
            } else {
                text.append(PLAIN.render(node)).append(' ');
            }
        }
        sections.add(new Chapter.Section(anchor, title, text.toString().strip()));
        return sections;
    }

    /** A heading as it reads; the renderer of plain text would put a colon behind it. */
    private static String words(Heading heading) {
        StringBuilder words = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }
        });
        return words.toString();
    }

    /** Headings can be linked to, and a block that scrolls can be reached by keyboard. */
    private static final class Anchors implements AttributeProvider {
        private final Slugs slugs = new Slugs();

        @Override
        public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
            if (node instanceof Heading heading && heading.getLevel() > 1) {
                attributes.put("id", slugs.of(heading));
            } else if (tagName.equals("pre")
                    && (node instanceof FencedCodeBlock || node instanceof IndentedCodeBlock)) {
                attributes.put("tabindex", "0");
            }
        }
    }

    /** The anchors of a chapter's headings, told apart where two read alike. */
    private static final class Slugs {
        private final Map<String, Integer> seen = new HashMap<>();

        String of(Heading heading) {
            String slug = words(heading)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9 -]", "")
                    .strip()
                    .replace(' ', '-');
            int times = seen.merge(slug, 1, Integer::sum);
            return times == 1 ? slug : slug + "-" + times;
        }
    }
}
