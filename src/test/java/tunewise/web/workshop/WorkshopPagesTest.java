package tunewise.web.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.web.RunningService;

/** The workshop as it is without scripts: pages, and forms sent as they stand there. */
class WorkshopPagesTest {
    private static final String OFFERS = "rules/eligibility/offers.drl";
    private static final String SCENARIO = "fixtures/scenarios/0018-27b-between-classes/scenario.yaml";
    private static final String NEW_RULE =
            """

            // One provider does not take Gemma models, as its terms said when they were looked at.
            rule "ELI-120 CoreWeave is not offered for Gemma models"
                @source( house )
            when
                TargetModel( family == "gemma2" )
                $provider : Provider( id == "coreweave" )
            then
                insert( Exclusion.of( $provider, "%s does not take Gemma models.".formatted( $provider.name() ) ) );
            end
            """;
    private static final String NEW_FIXTURE =
            """
            applies:
              - why: a Gemma 2 model and the provider that does not take it
                facts:
                  - TargetModel: { family: gemma2 }
                  - Provider: { id: coreweave, name: CoreWeave }
                found: CoreWeave does not take Gemma models.
            stays-quiet:
              - why: another family
                facts:
                  - TargetModel: { family: llama }
                  - Provider: { id: coreweave, name: CoreWeave }
              - why: another provider
                facts:
                  - TargetModel: { family: gemma2 }
                  - Provider: { id: runpod }
            """;

    private static RunningService service;
    private static Forms forms;

    @BeforeAll
    static void open(@TempDir Path folder) {
        service = new RunningService(folder);
        forms = new Forms(service);
    }

    @AfterAll
    static void close() {
        service.close();
    }

    /** Nobody needs DRL or CSV for this. */
    @Test
    void whoDoesNotProgramChangesAPriceAndMovesAThreshold() throws Exception {
        String draft = forms.begin("Buyer");
        Element spot = service.page(draft + "?provider=runpod&gpu=rtx-4090").select("[name=offer]").stream()
                .filter(offer -> offer.parent().text().contains("spot"))
                .findFirst()
                .orElseThrow();
        HttpResponse<String> changed = forms.post(
                draft + "/price", Map.of("offer", spot.val(), "price", "$0.27", "reason", "Their page of today"));
        assertEquals(303, changed.statusCode(), changed.body());
        assertEquals(
                303,
                forms.post(draft + "/threshold", Map.of("id", "near-tie-share", "value", "0.12"))
                        .statusCode());

        Document page = service.page(draft);
        assertTrue(page.select("#changes ~ *").text().contains("runpod-rtx-4090-spot-2026-11-24"), page.text());
        assertTrue(page.select("#changes ~ *").text().contains("near-tie-share"), page.text());
    }

    @Test
    void aPriceThatIsRefusedStaysInItsFormAsTyped() {
        String draft = forms.begin("Hasty buyer");
        Map<String, String> form =
                Map.of("provider", "runpod", "gpu", "rtx-4090", "offer", "", "price", "0.31", "reason", "Their page");
        HttpResponse<String> refused = forms.post(draft + "/price", form);
        assertEquals(422, refused.statusCode());
        Document page = Jsoup.parse(refused.body());
        assertTrue(page.select("[role=alert]").text().contains("No offer was chosen"), page.text());
        assertEquals("0.31", page.selectFirst("#price-new").val());
        assertEquals("Their page", page.selectFirst("#price-reason").val());
        assertTrue(page.select("[name=offer]").size() > 1);
        assertEquals("", page.selectFirst("form[action$=rule] [name=reason]").val());

        String other = service.page(draft + "?provider=lambda&gpu=rtx-4090").text();
        assertTrue(other.contains("Lambda has no price for the RTX 4090 today. It rents out: "), other);
    }

    @Test
    void anEmptyDraftOffersNothingToTestOrPublish() {
        Document page = service.page(forms.begin("Beginner"));
        assertTrue(page.select("form[action$=/test], form[action$=/publish]").isEmpty());
        assertTrue(page.text().contains("Nothing yet."), page.text());
    }

    /** Fixtures of rules that are gone would be faults. */
    @Test
    void aFileOfRulesIsTakenOutWithItsFixtures() throws Exception {
        String draft = forms.begin("Taker");
        String file = draft + "/files/rules/eligibility/memory.drl";
        Map<String, String> form = Forms.formOf(service.page(file + "?as=text"), "text");
        form.put("remove", "yes");
        forms.send(file, form);

        List<String> changed = service.page(draft).select("#changes ~ .files a").eachText();
        assertTrue(changed.contains("rules/eligibility/memory.drl"), changed.toString());
        assertTrue(changed.stream().anyMatch(path -> path.startsWith("fixtures/rules/ELI-")), changed.toString());
        assertTrue(service.page("/workshop/drafts/nobody").text().contains("Maybe it was published"));
    }

    @Test
    void anAnalystAddsARuleWithItsFixtureSeesWhatItChangesPublishesItAndGoesBack() throws Exception {
        String first = service.advice().advisor().loaded().release();
        String draft = forms.begin("Grace Hopper");
        assertEquals("/workshop/drafts/grace-hopper", draft);
        String file = draft + "/files/" + OFFERS;
        Document editor = service.page(file);
        String text = Forms.textOf(editor, "text");

        Map<String, String> form = Forms.formOf(editor, "text");
        form.put("text", text + NEW_RULE.replace("TargetModel( family", "TargetModel( famly"));
        forms.send(file, form);
        Document faulty = service.page(file + "?as=text");
        Element fault = faulty.selectFirst(".faults a");
        assertNotNull(fault);
        assertTrue(fault.attr("href").contains(OFFERS + "?as=text&rule=ELI-120#L"), fault.outerHtml());
        assertTrue(faulty.select(".faults").text().contains("'famly'"), faulty.text());
        assertTrue(faulty.selectFirst(fault.attr("href").replaceAll(".*#", "#"))
                .text()
                .contains("famly"));

        form = Forms.formOf(faulty, "text");
        form.put("text", text + NEW_RULE);
        forms.send(file, form);
        Document beside = service.page(file + "?as=text&rule=ELI-120");
        assertTrue(beside.select(".faults").text().contains("the rule has no fixture"), beside.text());
        form = Forms.formOf(beside, "text");
        form.put("besideText", NEW_FIXTURE.replace("does not take Gemma", "takes no Gemma"));
        forms.send(file, form);
        assertEquals(
                "No faults as saved.",
                service.page(file + "?as=text&rule=ELI-120").select(".verdict").text());

        Document failing = forms.run(draft + "/test", Map.of());
        assertEquals(
                "fixtures/rules/ELI-120.yaml:2 ELI-120 applies: a Gemma 2 model and the provider that does not take it:"
                        + " expected [CoreWeave takes no Gemma models.], but found [CoreWeave does not take "
                        + "Gemma models.]."
                        + " Maybe the rule does not say what the case says, or the case has to follow the rule. "
                        + SCENARIO
                        + ":19 fired: ELI-120 is not expected. Maybe the rules are right and the scenario has "
                        + "to follow.",
                failing.select(".faults").text());
        assertTrue(failing.select(".said").text().contains("ELI-120 fires now"), failing.text());
        Map<String, String> accepted = Forms.formOf(failing, "reason");
        assertEquals("fixtures/rules/ELI-120.yaml:2", accepted.get("case"));
        Document scenario = service.page(draft + "/files/" + SCENARIO);
        form = Forms.formOf(scenario, "text");
        form.put("text", Forms.textOf(scenario, "text").replace("fired: [", "fired: [ELI-120, "));
        forms.send(draft + "/files/" + SCENARIO, form);
        accepted.remove("scenario");
        accepted.put("reason", "The rule says it better.");
        Document tested = forms.run(draft + "/accept", accepted);
        assertTrue(tested.select(".verdict").text().startsWith("No faults."), tested.text());
        Document tried = forms.run(draft + "/mutate", Map.of());
        assertEquals(
                "2 small mistakes, one at a time, in the rules: a fixture noticed each.",
                tried.select(".verdict").text());
        Document impact = forms.run(draft + "/impact", Map.of());
        assertTrue(
                impact.text().contains("answers change") || impact.text().contains("answers changes"), impact.text());
        assertTrue(impact.select(".verdict").text().matches("\\d+ of \\d+ answers change\\."), impact.text());
        assertEquals(first, service.advice().advisor().loaded().release());

        Document published = forms.run(draft + "/publish", Map.of("comment", "CoreWeave's terms"));
        assertTrue(published.select(".verdict").text().contains("is in force from now on"), published.text());
        assertEquals(404, service.get(draft).statusCode());
        assertTrue(
                service.advice().advisor().loaded().rulebook().rule("ELI-120").isPresent());
        Document history = service.page("/workshop/history");
        assertTrue(history.text().contains("1 rule added, 1 file added, 1 file changed"), history.text());
        assertTrue(history.text().contains("Grace Hopper"), history.text());

        Element back = history.selectFirst("form[action$=rollback]");
        assertNotNull(back);
        forms.run(back.attr("action"), Map.of("author", "Grace", "comment", "not so"));
        assertEquals(first, service.advice().advisor().loaded().release());
    }

    @Test
    void aPriceIsChangedInATableAndOnlyItsLineDiffers() {
        String draft = forms.begin("Table");
        String file = draft + "/files/rules/catalog/policy.csv";
        Document table = service.page(file + "?from=60");
        Element cell = table.selectFirst("input[value=stale-price-days]");
        assertNotNull(cell);
        Map<String, String> form = Forms.formOf(table, cell.attr("name"));
        form.put(cell.attr("name").replaceAll("0$", "1"), "61");

        forms.send(draft + "/rows/rules/catalog/policy.csv", form);

        Document changed = service.page(draft);
        assertTrue(changed.select("#changes").parents().text().contains("1 row changed"), changed.text());
        assertTrue(changed.text().contains("value: 60 → 61"), changed.text());
        Document tested = forms.run(draft + "/test", Map.of());
        assertTrue(tested.select(".faults").text().contains("CAV-380"), tested.text());
        Document refused = forms.run(draft + "/publish", Map.of("comment", "A day longer"));
        assertTrue(refused.select(".verdict").text().contains("does not pass check and test"), refused.text());
    }

    @Test
    void aFormWritesARuleWithItsFixtureForWhoKnowsNoDrl() {
        String draft = forms.begin("Newcomer");
        forms.send(
                draft + "/rule",
                Map.of("does", "left-out", "subject", "provider:coreweave", "family", "gemma2", "reason", "No."));
        Element file = service.page(draft).select("#changes ~ .files a").stream()
                .filter(link -> link.text().endsWith(".drl"))
                .findFirst()
                .orElseThrow();
        Document editor = service.page(file.attr("href") + "?as=text");
        assertEquals("No faults as saved.", editor.select(".verdict").text());
        assertTrue(Forms.textOf(editor, "text").contains("CoreWeave is left out for gemma2 models"));
        assertTrue(Forms.textOf(editor, "besideText").startsWith("applies:\n  - why: CoreWeave and a model"));
        assertEquals(
                200, service.get(editor.select("a[href$=words]").attr("href")).statusCode());

        HttpResponse<String> refused = forms.post(
                draft + "/rule",
                Map.of("does", "left-out", "subject", "provider:nobody", "family", "", "reason", "No."));
        assertEquals(422, refused.statusCode());
        assertTrue(Jsoup.parse(refused.body()).text().contains("'nobody' is no provider of the catalog"));
    }

    @Test
    void aMistakeThatNoCaseNoticesLeadsToItsPlace() {
        String draft = forms.begin("Careless");
        String fixture = draft + "/files/fixtures/rules/ELI-010.yaml";
        Map<String, String> form = Forms.formOf(service.page(fixture), "text");
        String boundary = "{ parametersB: 67.0 }";
        assertTrue(form.get("text").contains(boundary));
        form.put("text", form.get("text").replace(boundary, "{ parametersB: 68.0 }"));
        forms.send(fixture, form);

        Document tried = forms.run(draft + "/mutate", Map.of());

        assertTrue(tried.select(".verdict").text().endsWith("no fixture noticed 1 of them."), tried.text());
        assertTrue(
                tried.select(".faults")
                        .text()
                        .contains("no case notices this change: TargetModel( parametersB [< -> <=] $large )."),
                tried.text());
        Element place = tried.selectFirst(".faults a");
        assertNotNull(place);
        assertEquals(200, service.get(place.attr("href").replaceAll("#.*", "")).statusCode());
    }

    @Test
    void longWorkCanBeStopped() {
        String draft = forms.begin("Impatient");
        String job = forms.post(draft + "/mutate", Map.of())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertEquals(
                job + "/stop", service.page(job).select("form[action$=stop]").attr("action"));
        assertEquals(303, forms.post(job + "/stop", Map.of()).statusCode());
        assertEquals(
                "Not done: it was stopped before it finished. Nothing was changed.",
                forms.ended(job).select(".verdict").text());
    }

    @Test
    void nothingIsOverwrittenThatWasSavedInAnotherWindow() {
        String draft = forms.begin("Two windows");
        String file = draft + "/files/" + OFFERS;
        Map<String, String> one = Forms.formOf(service.page(file), "text");
        Map<String, String> other = new LinkedHashMap<>(one);
        one.put("text", one.get("text") + "// one\n");
        other.put("text", other.get("text") + "// other\n");
        forms.send(file, one);

        HttpResponse<String> refused = forms.post(file, other);

        assertEquals(409, refused.statusCode());
        assertTrue(refused.body().contains("We overwrote nothing"));
        assertTrue(refused.body().contains("// other"), "what was typed is lost");
        assertTrue(Forms.textOf(service.page(file), "text").contains("// one"));
    }

    @Test
    void noFileOutsideOfRulesAndFixturesCanBeNamed() {
        String draft = forms.begin("Outside");
        for (String path : new String[] {"rules/../x.drl", "rules/a/x.java", "kmodule.xml", "rules/x.drl"}) {
            assertEquals(422, forms.post(draft + "/open", Map.of("path", path)).statusCode(), path);
        }
        assertEquals(404, service.get(draft + "/files/rules/a/x.java").statusCode());
        assertEquals(404, service.get("/workshop/drafts/nobody").statusCode());
        assertEquals(
                422, forms.post("/workshop/drafts", Map.of("author", "../..")).statusCode());
        assertFalse(service.page("/workshop").text().contains("../.."));
    }
}
