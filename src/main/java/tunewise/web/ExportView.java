package tunewise.web;

import java.util.List;
import java.util.Objects;
import tunewise.advice.Knowhow;
import tunewise.advice.Recommendation;
import tunewise.export.ExportFile;
import tunewise.export.Exports;
import tunewise.export.Format;

/** A look at a file before it is taken away. */
final class ExportView {
    private final AnswerView answer;
    private final Format format;
    private final ExportFile file;
    private final TakeAway takeAway;

    /** Throws what the export throws when there is nothing to look at. */
    ExportView(Recommendation answer, Format format, Exports exports, Knowhow knowhow) {
        this.answer = new AnswerView(answer, knowhow);
        this.format = format;
        this.file = exports.file(answer, format);
        this.takeAway = TakeAway.of(
                answer, exports, Objects.requireNonNull(this.answer.setup()).trainer());
    }

    String title() {
        return Words.sentence(format.title());
    }

    AnswerView answer() {
        return answer;
    }

    Format format() {
        return format;
    }

    TakeAway takeAway() {
        return takeAway;
    }

    String fileName() {
        return file.name();
    }

    /** Where the file itself is. */
    String download() {
        return "/api/recommendations/" + answer.id() + "/export/" + format.id();
    }

    /** What is in it; of an archive its files are shown instead. */
    String text() {
        return format == Format.BUNDLE ? "" : file.text();
    }

    List<Warning> warnings() {
        return answer.warnings();
    }
}
