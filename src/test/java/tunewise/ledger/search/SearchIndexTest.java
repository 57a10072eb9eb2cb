package tunewise.ledger.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tunewise.ledger.Ledger;
import tunewise.ledger.StoredBackup;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.Identity;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.RecommendationSummary;
import tunewise.ledger.entry.Review;
import tunewise.ledger.entry.Verdict;
import tunewise.ledger.store.Store;
import tunewise.ledger.verify.Verification;

@ParameterizedClass
@EnumSource(StoredBackup.Kind.class)
class SearchIndexTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    @Parameter
    StoredBackup.Kind kind;

    private StoredBackup shelf;

    @BeforeEach
    void clear() {
        shelf = kind.in(folder);
    }

    @Test
    void aTextIsLookedForInSoManyRowsAtATimeAndNoneIsPassedOver() {
        try (Ledger ledger = shelf.open()) {
            for (int i = 0; i < 10; i++) {
                ledger.append(answered(i, i % 5 == 0 ? "Qwen" : "Llama", 1.5 * i));
            }
        }
        for (String sort : List.of("newest", "dearest")) {
            Query query = Query.read(Map.of("text", List.of("qwen"), "sort", List.of(sort), "limit", List.of("1")));
            List<String> pages = new ArrayList<>();
            try (Store store = Ledger.store(folder, shelf.url())) {
                String next = "";
                while (next != null) {
                    Query page = query.after(next);
                    ResultPage listing = store.read(handle -> Search.find(handle, page, 3));
                    pages.add(String.join(
                            " ",
                            listing.recommendations().stream()
                                    .map(RecommendationSummary::id)
                                    .toList()));
                    next = listing.next();
                }
            }
            assertEquals(List.of("", "id-5", "", "id-0"), pages.subList(0, 4), sort);
        }
    }

    @Test
    void amountsComeInOrderWhateverElseIsAskedFor() {
        try (Ledger ledger = shelf.open()) {
            for (int i = 0; i < 6; i++) {
                ledger.append(answered(i, "Llama", (i * 7) % 6 + 0.25));
            }
            for (Map<String, List<String>> where : List.of(
                    Map.<String, List<String>>of(),
                    Map.of("outcome", List.of("recommended"), "guide", List.of("silent")),
                    Map.of("model", List.of("Llama")),
                    Map.of("rule", List.of("ELI-010")))) {
                Map<String, List<String>> parameters = new HashMap<>(where);
                parameters.put("sort", List.of("cheapest"));
                parameters.put("limit", List.of("4"));
                Query query = Query.read(parameters);
                ResultPage first = ledger.search().find(query);
                ResultPage second = ledger.search().find(query.after(Objects.requireNonNull(first.next())));
                List<Double> costs = new ArrayList<>();
                for (ResultPage listing : List.of(first, second)) {
                    listing.recommendations()
                            .forEach(each -> costs.add(
                                    Objects.requireNonNull(each.setup()).costUsd()));
                }
                assertEquals(List.of(0.25, 1.25, 2.25, 3.25, 4.25, 5.25), costs, where.toString());
                assertNull(second.next());
            }
        }
    }

    @Test
    void dailyCountsAreWhatCountingFinds() {
        try (Ledger ledger = shelf.open()) {
            for (int i = 0; i < 30; i++) {
                ledger.append(answered(i, i % 3 == 0 ? "Qwen" : "Llama", i));
            }
            ledger.append(new NewEntry("note", "note", NOON, "sha256:0", "api", "{}"));
            Dashboard reported = ledger.search().dashboard(Query.read(Map.of("to", List.of("2026-03-02"))));
            Dashboard counted =
                    ledger.search().dashboard(Query.read(Map.of("to", List.of("2026-03-02T23:59:59.999Z"))));
            assertEquals(counted, reported);
            assertEquals(List.of("Llama", "Qwen"), ledger.search().values(Criterion.MODEL));

            ledger.erasure()
                    .erase(
                            () -> "erasure",
                            NOON.plusSeconds(36_000),
                            new Actor(new Identity(Identity.SYSTEM, "ada", "Ada"), "command-line"),
                            NOON);
            Dashboard left = ledger.search().dashboard(Query.all());
            assertEquals(left, ledger.search().dashboard(Query.read(Map.of("from", List.of("2026-01-01T00:00:00Z")))));
            assertEquals(left.count(), left.rules().get("ELI-010"));

            ledger.search().reindex();
            assertEquals(left, ledger.search().dashboard(Query.all()));
        }
    }

    @Test
    void aStoreWithoutDailyCountsCountsWhenItIsOpened() {
        Dashboard before;
        try (Ledger ledger = shelf.open()) {
            ledger.append(answered(1, "Llama", 1));
            before = ledger.search().dashboard(Query.all());
        }
        try (Store store = Ledger.store(folder, shelf.url());
                Handle handle = store.open()) {
            handle.execute("delete from tallies");
        }
        try (Ledger ledger = shelf.open()) {
            assertEquals(before, ledger.search().dashboard(Query.all()));
        }
    }

    /** One every two hours. */
    @Test
    void whatListsAndCountsShowOtherwiseThanEntriesIsFoundAndMadeAnew() throws Exception {
        try (Ledger ledger = shelf.open()) {
            for (int i = 0; i < 6; i++) {
                ledger.append(answered(i, i % 2 == 0 ? "Qwen" : "Llama", 1.5 * i));
            }
            ledger.feedback()
                    .review(
                            "review-1",
                            ledger.find("id-3").orElseThrow(),
                            new Review.Filled(Verdict.QUESTIONED, "why", "Ada"),
                            NOON,
                            new Actor(null, "test"));
            assertTrue(
                    ledger.proof().verify().ok(), () -> ledger.proof().verify().summary());
            for (String column : List.of(
                    "id",
                    "outcome",
                    "knowledge",
                    "model",
                    "model_name",
                    "method",
                    "gpu",
                    "gpu_name",
                    "provider",
                    "provider_name",
                    "release",
                    "came_from",
                    "requester",
                    "guide",
                    "review",
                    "words",
                    "chain")) {
                found(ledger, "update search set " + column + " = 'x' where place = 3", column);
            }
            for (String column : List.of("seq", "created", "rank", "gpu_count", "cost_usd", "hours")) {
                found(ledger, "update search set " + column + " = 77 where place = 3", column);
            }
            found(ledger, "update search set review = 'approved' where id = 'id-3'", "review");
            found(ledger, "update search set cost_usd = null where place = 4", "cost_usd");
            found(ledger, "delete from search where place = 1", "id-0 is missing");
            found(ledger, "delete from search where place = 6", "id-5 is missing");
            found(ledger, "update search set place = 99 where place = 2", "id-1");
            found(ledger, "delete from fired where place = 2", "ELI-010");
            found(ledger, "update fired set rule = 'ELI-011' where place = 2", "ELI-010");
            found(ledger, "update fired set created = 5 where place = 2", "ELI-010");
            found(ledger, "insert into fired (rule, created, place) values ('ELI-999', 1, 1)", "ELI-999");
            found(ledger, "update tallies set n = n + 1 where facet = 'gpu'", "counted by their gpu");
            found(ledger, "delete from tallies where facet = 'model' and value = 'Qwen'", "counted by their model");
            found(ledger, "update tallies set value = 'x' where facet = 'outcome'", "counted by their outcome");
        }
    }

    private void found(Ledger ledger, String deed, String named) throws SQLException {
        shelf.raw(deed);
        Verification found = ledger.proof().verify();
        assertEquals(Optional.of(Verification.Kind.INDEX_ALTERED), found.fault().map(Verification.Break::kind), deed);
        assertTrue(found.summary().contains(named), () -> deed + ": " + found.summary());
        ledger.search().reindex();
        assertTrue(ledger.proof().verify().ok(), deed);
    }

    private static NewEntry answered(int i, String model, double costUsd) {
        String body =
                """
                {"asked": "{}", "recommendation": {"outcome": "recommended", "knowledge": "guide",
                 "model": {"id": "MODEL", "name": "MODEL"},
                 "setup": {"method": "lora", "rank": 8, "gpu": "l40s", "gpuName": "L40S", "gpuCount": 1,
                           "provider": "runpod", "providerName": "RunPod"},
                 "estimate": {"hours": {"low": 1, "central": 2, "high": 3},
                              "costUsd": {"low": 0, "central": COST, "high": 100}},
                 "rules": [{"rule": "ELI-010"}]}}
                """
                        .replace("MODEL", model)
                        .replace("COST", Double.toString(costUsd));
        return new NewEntry("id-" + i, EntryKind.RECOMMENDATION, NOON.plusSeconds(7_200L * i), "sha256:0", "api", body);
    }
}
