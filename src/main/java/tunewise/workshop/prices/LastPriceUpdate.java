package tunewise.workshop.prices;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tunewise.workshop.AtomicFile;
import tunewise.workshop.prices.PriceUpdate.Fate;
import tunewise.workshop.prices.PriceUpdate.Outcome;
import tunewise.workshop.prices.PriceUpdate.Result;

/**
 * What became of the price lists the last time, whoever imported them. It lies in the data folder, so that the page and
 * the metrics of a service tell it too.
 */
public final class LastPriceUpdate {
    static final String FILE = "price-update.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Clock clock;

    public LastPriceUpdate(Path data, Clock clock) {
        this.file = data.resolve(FILE);
        this.clock = clock;
    }

    /**
     * One import of all lists.
     *
     * @param failed why no list was looked at; null where each has a result
     * @param release the release that it published; null where it published none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Round(Instant at, @Nullable String failed, List<Result> results, @Nullable String release) {
        public Round {
            results = List.copyOf(results);
        }

        /** How many lists fared so. */
        public long count(Fate fate) {
            return results.stream().filter(result -> result.fate() == fate).count();
        }
    }

    void keep(Outcome outcome) {
        write(new Round(
                clock.instant(),
                null,
                outcome.results(),
                outcome.published()
                        .map(published -> published.publication().content().release())
                        .orElse(null)));
    }

    void failed(String why) {
        write(new Round(clock.instant(), why, List.of(), null));
    }

    private void write(Round round) {
        AtomicFile.write(file, JSON.writeValueAsString(round));
    }

    /** Empty where no list was ever imported, or the file cannot be read. */
    public Optional<Round> round() {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Round.class));
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
