package tunewise.cli.ledger;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tunewise.advice.AnswerJson;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.Against;
import tunewise.ledger.entry.Replay.Result;
import tunewise.ledger.replay.Replayer;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Asks recorded questions again, with their own or the active release, and explains what differs.")
final class LedgerReplayCommand extends ExistingLedgerCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "one recommendation (default: all that the filters pick)")
    private @Nullable String id;

    @Mixin
    private LedgerFilters filters = new LedgerFilters();

    @Option(names = "--release", paramLabel = "WHICH", defaultValue = "own", description = "own (default) or active")
    private String release = "own";

    @Option(names = "--json", description = "a JSON object a line")
    private boolean json;

    private final Map<Result, Integer> counts = new EnumMap<>(Result.class);

    LedgerReplayCommand(Services services) {
        super(services);
    }

    @Override
    public int call(Ledger ledger) {
        Against against = against();
        try (Replayer replayer = services.replayer(ledger)) {
            if (id != null) {
                show(replayer.replay(id, against)
                        .orElseThrow(() -> new UnusableInputException("the ledger holds no recommendation '" + id
                                + "'. Maybe the id is cut off, or --data names another folder.")));
            } else {
                replayer.replay(filters.query(), against, this::show);
            }
        }
        if (!json) {
            out().println(ReplayText.counts(count(Result.SAME), count(Result.DIFFERENT), count(Result.CANNOT)));
        }
        return count(Result.DIFFERENT) + count(Result.CANNOT) == 0 ? 0 : ExitCode.FOUND_SOMETHING;
    }

    private Against against() {
        return switch (release) {
            case "own" -> Against.OWN;
            case "active" -> Against.ACTIVE;
            default ->
                throw new ParameterException(
                        spec.commandLine(),
                        "--release '" + release + "' is neither own nor active. Maybe you mean own.");
        };
    }

    private int count(Result result) {
        return counts.getOrDefault(result, 0);
    }

    private void show(Replay replay) {
        counts.merge(replay.result(), 1, Integer::sum);
        if (json) {
            out().println(AnswerJson.MAPPER.writeValueAsString(replay));
        } else if (replay.result() != Result.SAME) {
            out().print(ReplayText.of(replay));
        }
    }
}
