package tunewise.web.workshop;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Fault;
import tunewise.ledger.entry.Publication;
import tunewise.wording.ChoiceText;
import tunewise.wording.DisplayText;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.FolderState;
import tunewise.workshop.Workshop;

/** What answers, how the rules folder stands to it, and who works on what. */
record WorkshopView(Publication active, int rules, FolderState folder, List<Draft> drafts, @Nullable String refused) {

    static WorkshopView of(Workshop workshop, @Nullable String refused) {
        return new WorkshopView(
                workshop.releases().active().orElseThrow(),
                workshop.service().advisor().loaded().rulebook().rules().size(),
                workshop.folder().state(),
                workshop.drafts().all(),
                refused);
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
