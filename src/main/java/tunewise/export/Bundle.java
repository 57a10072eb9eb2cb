package tunewise.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;

/** All files in one archive: configuration, launch files, what to do with them, and the recommendation itself. */
final class Bundle {
    /** About the first moment that archives know; a real one would make every archive another. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final List<Format> RENTED = List.of(Format.SHELL, Format.SKYPILOT, Format.DSTACK);
    private static final List<Format> ON_A_CLUSTER = List.of(Format.SHELL, Format.SLURM);

    private final Recommendation answer;
    private final TrainingRun run;
    private final Exports exports;

    Bundle(Recommendation answer, TrainingRun run, Exports exports) {
        this.answer = answer;
        this.run = run;
        this.exports = exports;
    }

    ExportFile file() {
        String id = run.recommendation();
        return new ExportFile(
                run.name() + "-" + id.substring(0, Math.min(8, id.length())) + ".zip",
                Format.BUNDLE.mediaType(),
                zipped(files()));
    }

    private SortedMap<String, String> files() {
        SortedMap<String, String> files = training();
        Map<Format, String> refused = new TreeMap<>();
        boolean cluster = run.machine().owned() || run.machine().nodes() > 1;
        for (Format launcher : cluster ? ON_A_CLUSTER : RENTED) {
            try {
                files.put(launcher.fileName(), exports.text(run, launcher));
            } catch (NotExportableException e) {
                refused.put(launcher, String.valueOf(e.getMessage()));
            }
        }
        files.put("recommendation.json", AnswerJson.write(answer) + "\n");
        files.put("README.md", new Readme(answer, run, files.keySet(), refused).text());
        return files;
    }

    /**
     * What trains, without what launches it.
     *
     * @throws NotExportableException when it cannot be exported, and then nothing of it can
     */
    SortedMap<String, String> training() {
        SortedMap<String, String> files = new TreeMap<>();
        Trainers.files(run).forEach(format -> files.put(format.fileName(), exports.text(run, format)));
        if (Trainers.own(run) == Format.LLAMA_FACTORY) {
            files.put("data/" + Format.DATASET_INFO.fileName(), exports.text(run, Format.DATASET_INFO));
        }
        return files;
    }

    private static byte[] zipped(SortedMap<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
