package tunewise.web.workshop;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tunewise.access.Access;
import tunewise.access.AccessException;
import tunewise.access.Person;
import tunewise.access.Role;
import tunewise.access.Submissions;
import tunewise.access.Submissions.Submission;
import tunewise.ledger.Publications;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Publication.Content;
import tunewise.service.ProgressListener;
import tunewise.web.page.Bodies;
import tunewise.web.page.Visitor;
import tunewise.workshop.Differences;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.Examination;
import tunewise.workshop.ImpactReport;
import tunewise.workshop.Jobs.Job;
import tunewise.workshop.Jobs.Outcome;
import tunewise.workshop.Workshop;
import tunewise.workshop.Workspace;

/** A draft is submitted with its tests and its impact; another person approves it or sends it back. */
final class ConsentPages {
    /** So many changed answers are named to whoever decides; the page of the impact has all. */
    private static final int MOST_NAMED = 20;

    private final Workshop workshop;
    private final Submissions submissions;
    private final DraftPages pages;

    ConsentPages(Workshop workshop, Access access, DraftPages pages) {
        this.workshop = workshop;
        this.submissions = access.submissions();
        this.pages = pages;
    }

    void register(RoutesConfig routes) {
        routes.post("/workshop/drafts/{draft}/submit", this::submit);
        routes.post("/workshop/drafts/{draft}/approve", ctx -> decide(ctx, submissions::approve));
        routes.post("/workshop/drafts/{draft}/send-back", ctx -> decide(ctx, submissions::sendBack));
    }

    ConsentView view(Context ctx, Draft draft, Workspace piece) {
        Optional<Person> visitor = Visitor.of(ctx);
        if (visitor.isEmpty()) {
            return ConsentView.NOBODY;
        }
        Person person = visitor.get();
        Optional<Submission> submission = submissions.find(draft.id());
        boolean approves = person.roles().contains(Role.APPROVE);
        return new ConsentView(
                true,
                workshop.releases().fourEyes().needed(changes(piece)),
                submission.orElse(null),
                submission.filter(each -> each.content().equals(content(piece))).isPresent(),
                approves
                        && submission
                                .filter(each -> submissions.mayDecide(each, person))
                                .isPresent(),
                approves);
    }

    /** A draft is submitted with what came of its tests and what it would change, and not at all where it fails. */
    private void submit(Context ctx) {
        Draft draft = pages.found(ctx);
        String comment = Bodies.value(Bodies.form(ctx), "comment").strip();
        Actor actor = Visitor.actor(ctx, WorkshopPages.CAME_FROM);
        if (comment.isEmpty() || comment.length() > 500) {
            refuse(
                    ctx,
                    "a submission says what changes and why, in up to 500 characters. Maybe the line was left blank.");
            return;
        }
        Job job = workshop.jobs().start("Submission", draft.id(), steps -> submitted(draft, comment, actor, steps));
        ctx.redirect("/workshop/jobs/" + job.id(), HttpStatus.SEE_OTHER);
    }

    private Outcome submitted(Draft draft, String comment, Actor actor, ProgressListener steps) {
        Workspace piece = workshop.drafts().content(draft);
        Examination examination = workshop.test(draft, steps);
        if (!examination.passed()) {
            return new Outcome.Tested(examination);
        }
        ImpactReport report = workshop.impact(piece, steps);
        submissions.submit(draft.id(), content(piece), comment, JobView.summary(examination), impact(report), actor);
        return new Outcome.Compared(report);
    }

    private static List<String> impact(ImpactReport report) {
        List<String> lines = new ArrayList<>();
        report.parts().forEach(part -> {
            lines.add(String.format(
                    Locale.US,
                    "%s: %,d asked, %,d answers stay, %,d change, %,d appear, %,d vanish.",
                    JobView.part(part),
                    part.asked(),
                    part.stay(),
                    part.change(),
                    part.appear(),
                    part.vanish()));
            part.changed().stream()
                    .limit(MOST_NAMED)
                    .forEach(named -> lines.add(named.name() + " " + JobView.fate(named.fate())));
        });
        return lines;
    }

    private interface Decision {
        void of(String draft, Content content, String words, Person person, String cameFrom);
    }

    private void decide(Context ctx, Decision decision) {
        Draft draft = pages.found(ctx);
        try {
            Person person = Visitor.of(ctx)
                    .orElseThrow(() ->
                            new AccessException("nobody signs in here, so nobody can approve. Maybe publish at once."));
            Map<String, List<String>> form = Bodies.form(ctx);
            decision.of(
                    draft.id(),
                    content(workshop.drafts().content(draft)),
                    Bodies.value(form, "words").strip(),
                    person,
                    WorkshopPages.CAME_FROM);
            ctx.redirect("/workshop/drafts/" + draft.id() + "#consent", HttpStatus.SEE_OTHER);
        } catch (AccessException e) {
            refuse(ctx, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(Context ctx, String why) {
        ctx.status(HttpStatus.CONFLICT);
        pages.draft(ctx, why);
    }

    private Differences changes(Workspace piece) {
        Content active = workshop.releases().active().orElseThrow().content();
        return Differences.between(workshop.releases().read(active), piece);
    }

    private static Content content(Workspace piece) {
        return Publications.content(piece.rules(), piece.fixtures());
    }
}
