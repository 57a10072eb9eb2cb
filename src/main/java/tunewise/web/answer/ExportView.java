package tunewise.web.answer;

import java.util.List;
import java.util.Objects;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.export.ExportFile;
import tunewise.export.Exports;
import tunewise.export.Format;
import tunewise.web.page.Warning;
import tunewise.wording.DisplayText;

/** A look at a file before it is taken away. */
final class ExportView {
    private final AnswerView answer;
    private final Format format;
    private final ExportFile file;
    private final FilesView takeAway;

    /** Throws what the export throws when there is nothing to look at. */
    ExportView(Recommendation answer, Format format, Exports exports, LoadedRelease loaded) {
        this.answer = new AnswerView(answer, loaded);
        this.format = format;
        this.file = exports.file(answer, format);
        this.takeAway = FilesView.of(
                answer, exports, Objects.requireNonNull(this.answer.setup()).trainer());
    }

    String title() {
        return DisplayText.sentence(format.title());
    }

    AnswerView answer() {
        return answer;
    }

    Format format() {
        return format;
    }

    FilesView takeAway() {
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
