package tunewise.spark;

import tunewise.ledger.entry.EntryKind;

/** Looks at lines of an export without reading all of them, because most of a line is its body. */
final class Lines {
    private static final String KIND = "\"kind\":\"";
    private static final String ID = "\"id\":\"";
    private static final String ERASED = ",\"body\":null}";

    private Lines() {}

    /** The kind of an entry; empty when it is no line of an export. */
    static String kind(String line) {
        return member(line, KIND);
    }

    static String id(String line) {
        return member(line, ID);
    }

    /** The first text of this name, which is the entry's: its body comes after it. */
    private static String member(String line, String name) {
        int at = line.indexOf(name);
        int end = line.indexOf('"', at + name.length());
        return at < 0 || end < 0 ? "" : line.substring(at + name.length(), end);
    }

    static boolean recommendation(String line) {
        return kind(line).equals(EntryKind.RECOMMENDATION);
    }

    /** Whether its question can still be read. */
    static boolean answered(String line) {
        return recommendation(line) && !line.endsWith(ERASED);
    }
}
