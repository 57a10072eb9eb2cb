package tunewise.export;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.text.UnseenText;

/** The lines that stand above every file: what it is, whence it came, what it was written for. */
final class Head {
    private Head() {}

    static String of(TrainingRun run, String writtenFor, List<String> notes) {
        return Stream.concat(
                        Stream.of(
                                "Made by Tunewise: " + run.summary() + ".",
                                "Recommendation " + run.recommendation() + ", release " + run.release() + ".",
                                "Written for " + writtenFor + "."),
                        notes.stream())
                .flatMap(String::lines)
                .map(line -> "# " + UnseenText.without(line) + "\n")
                .collect(Collectors.joining());
    }
}
