package tunewise.web.workshop;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Fault;
import tunewise.ledger.entry.Publication;
import tunewise.wording.ChoiceText;
import tunewise.wording.DisplayText;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.FolderState;
import tunewise.workshop.Jobs.Job;
import tunewise.workshop.Workshop;

/** What answers, how the rules folder stands to it, and who works on what. */
record WorkshopView(
        Publication active,
        int rules,
        FolderState folder,
        List<Draft> drafts,
        List<Job> jobs,
        @Nullable String refused) {

    static WorkshopView of(Workshop workshop, @Nullable String refused) {
        return new WorkshopView(
                workshop.releases().active().orElseThrow(),
                workshop.service().advisor().loaded().rulebook().rules().size(),
                workshop.folder().state(),
                workshop.drafts().all(),
                workshop.jobs().all(),
                refused);
    }

    /** Where a piece of work stands. */
    static String stage(Job job) {
        return job.outcome().isPresent()
                ? "done"
                : job.all() > 0 ? String.format(Locale.US, "%,d of %,d", job.done(), job.all()) : "waits or begins";
    }

    String standing() {
        return ChoiceText.standing(folder.standing());
    }

    boolean folderDiffers() {
        return folder.standing() == FolderState.Standing.READY || folder.standing() == FolderState.Standing.FAULTY;
    }

    boolean folderIsBehind() {
        return folder.standing() == FolderState.Standing.BEHIND;
    }

    List<Fault> faults() {
        return folder.faults();
    }

    String publishedAt() {
        return DisplayText.minute(active.at());
    }
}
