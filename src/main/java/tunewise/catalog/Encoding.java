package tunewise.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether files are the UTF-8 they are read as: what is not was read as a replacement character. */
public final class Encoding {
    private static final char REPLACED = '\uFFFD';

    private Encoding() {}

    /** A fault for each file with bytes that are no UTF-8, at the first of them. */
    public static List<Fault> faults(RuleFiles files) {
        List<Fault> faults = new ArrayList<>();
        for (Map.Entry<String, String> file : files.files().entrySet()) {
            int at = file.getValue().indexOf(REPLACED);
            if (at >= 0) {
                String before = file.getValue().substring(0, at);
                int line = (int) before.chars().filter(each -> each == '\n').count() + 1;
                faults.add(new Fault(
                        file.getKey(),
                        line,
                        at - before.lastIndexOf('\n'),
                        "",
                        "this character is not UTF-8, so we cannot read the file.",
                        "Maybe it was saved in another encoding: save it as UTF-8, in a spreadsheet as 'CSV UTF-8'."));
            }
        }
        return faults;
    }
}
