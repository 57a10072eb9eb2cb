package tunewise.ledger.parquet;

import static tunewise.ledger.parquet.ParquetType.DOUBLE;
import static tunewise.ledger.parquet.ParquetType.INT;
import static tunewise.ledger.parquet.ParquetType.LONG;
import static tunewise.ledger.parquet.ParquetType.TEXT;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.IndexedFields;

/** Entries as rows of Parquet files; the handbook tells what each column holds. */
public final class EntryColumns {
    /** Year and month of an entry, by which the files are kept apart; no column of theirs has it. */
    public static final String MONTH = "month";

    public static final List<ParquetColumn> ALL = List.of(
            always("chain", TEXT),
            always("seq", LONG),
            always("id", TEXT),
            always("kind", TEXT),
            always("created_at", TEXT),
            always("release", TEXT),
            always("came_from", TEXT),
            perhaps("body", TEXT),
            always("body_hash", TEXT),
            always("previous_hash", TEXT),
            always("hash", TEXT),
            perhaps("outcome", TEXT),
            perhaps("knowledge", TEXT),
            perhaps("model", TEXT),
            perhaps("method", TEXT),
            perhaps("rank", INT),
            perhaps("gpu", TEXT),
            perhaps("gpu_count", INT),
            perhaps("provider", TEXT),
            perhaps("cost_usd", DOUBLE),
            perhaps("hours", DOUBLE),
            perhaps("guide", TEXT));

    private EntryColumns() {}

    private static ParquetColumn always(String name, ParquetType type) {
        return new ParquetColumn(name, type, false);
    }

    private static ParquetColumn perhaps(String name, ParquetType type) {
        return new ParquetColumn(name, type, true);
    }

    /** As in {@code 2026-11}, by UTC. */
    public static String month(Entry entry) {
        return entry.createdAt().toString().substring(0, "2026-11".length());
    }

    /** A value for each column, null where the entry has none. */
    public static @Nullable Object[] of(Entry entry) {
        IndexedFields.Answer answer = answer(entry);
        Optional<IndexedFields.Answer> said = Optional.ofNullable(answer);
        IndexedFields.ShortSetup setup = answer == null ? null : answer.setup();
        return new @Nullable Object[] {
            entry.chain(),
            entry.seq(),
            entry.id(),
            entry.kind(),
            entry.createdAt().toString(),
            entry.release(),
            entry.cameFrom(),
            entry.erased() ? null : entry.body(),
            entry.bodyHash(),
            entry.previousHash(),
            entry.hash(),
            answer == null ? null : answer.outcome(),
            answer == null ? null : answer.knowledge(),
            answer == null ? null : answer.model().id(),
            setup == null ? null : setup.method(),
            setup == null ? null : (Integer) setup.rank(),
            setup == null ? null : setup.gpu(),
            setup == null ? null : (Integer) setup.gpuCount(),
            setup == null ? null : setup.provider(),
            said.flatMap(IndexedFields.Answer::costUsd).orElse(null),
            said.flatMap(IndexedFields.Answer::hours).orElse(null),
            answer == null ? null : answer.guideWord()
        };
    }

    private static IndexedFields.@Nullable Answer answer(Entry entry) {
        return entry.erased() || !entry.kind().equals(EntryKind.RECOMMENDATION)
                ? null
                : IndexedFields.of(entry.id(), entry.kind(), entry.body()).answer();
    }
}
