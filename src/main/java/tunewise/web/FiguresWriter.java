package tunewise.web;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Set;

/** Writes the figures of a page as its reader does; code, what is typed in, and what is marked as verbatim stay. */
final class FiguresWriter extends FilterWriter {
    private static final Set<String> VERBATIM = Set.of("code", "pre", "textarea", "kbd", "script", "style");
    private static final String MARKED = "translate=\"no\"";

    private final ReaderFigures figures;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder tag = new StringBuilder();
    private char quote;
    private String verbatim = "";
    private int depth;

    FiguresWriter(Writer page, ReaderFigures figures) {
        super(page);
        this.figures = figures;
    }

    @Override
    public void write(int c) throws IOException {
        char each = (char) c;
        if (tag.length() == 0 && each != '<') {
            text.append(each);
            return;
        }
        if (tag.length() == 0) {
            endText();
        }
        tag.append(each);
        if (quote != 0) {
            quote = each == quote ? 0 : quote;
        } else if (each == '"' || each == '\'') {
            quote = each;
        } else if (each == '>') {
            endTag();
        }
    }

    @Override
    public void write(char[] chars, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(chars[i]);
        }
    }

    @Override
    public void write(String chars, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(chars.charAt(i));
        }
    }

    @Override
    public void close() throws IOException {
        endText();
        super.close();
    }

    private void endText() throws IOException {
        String piece = text.toString();
        text.setLength(0);
        out.write(depth > 0 ? piece : figures.in(piece));
    }

    private void endTag() throws IOException {
        String piece = tag.toString();
        tag.setLength(0);
        boolean closing = piece.startsWith("</");
        String name = piece.substring(closing ? 2 : 1).split("[\\s/>]", 2)[0].toLowerCase(Locale.ROOT);
        if (depth > 0) {
            depth += name.equals(verbatim) ? closing ? -1 : 1 : 0;
        } else if (!closing && (VERBATIM.contains(name) || piece.contains(MARKED))) {
            verbatim = name;
            depth = 1;
        }
        out.write(piece);
    }
}
