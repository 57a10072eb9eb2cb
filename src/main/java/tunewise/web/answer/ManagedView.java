package tunewise.web.answer;

import java.util.ArrayList;
import java.util.List;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.Managed;
import tunewise.advice.Recommendation.ManagedRemark;
import tunewise.plan.ManagedFound.Side;
import tunewise.wording.DisplayText;
import tunewise.wording.ManagedText;

/** Providers that train for you, as a section of the answer's page. */
record ManagedView(List<Row> rows) {

    /**
     * A provider with its price of this job.
     *
     * @param day that of its price
     */
    record Row(
            String provider,
            String page,
            String trains,
            String cost,
            String price,
            String day,
            String note,
            List<Remark> remarks) {}

    /** What a rule says of it, and whether it speaks for or against. */
    record Remark(String side, String text, String rule) {}

    static ManagedView of(Recommendation answer) {
        return new ManagedView(answer.managed().stream().map(ManagedView::row).toList());
    }

    String inShort() {
        return (rows.size() == 1 ? "1 price" : rows.size() + " prices") + ", from "
                + rows.get(0).cost();
    }

    /** The cheapest in a sentence, for those who compare it with machines. */
    String cheapest() {
        Row first = rows.get(0);
        return "Or rent no machine: " + first.provider() + " trains " + first.trains() + " for " + first.cost() + ".";
    }

    private static Row row(Managed managed) {
        List<Remark> remarks = new ArrayList<>();
        for (ManagedRemark remark : managed.remarks()) {
            remarks.add(new Remark(side(remark.side()), remark.text(), remark.rule()));
        }
        return new Row(
                managed.providerName(),
                managed.page(),
                ManagedText.methods(managed.methods()),
                ManagedText.cost(managed.costUsd()),
                ManagedText.price(managed.usdPerMillionTokens(), managed.usdPerMillionMost()),
                DisplayText.day(managed.priceOf()),
                managed.note().isEmpty() ? "" : DisplayText.sentence(managed.note()),
                remarks);
    }

    private static String side(Side side) {
        return switch (side) {
            case GOOD -> "For you";
            case BAD -> "Not for you";
            case KNOW -> "Know";
        };
    }
}
