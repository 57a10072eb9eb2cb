package tunewise.advice;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.Model;
import tunewise.catalog.PolicyValue;
import tunewise.plan.Quote;
import tunewise.question.ModelAsk;
import tunewise.question.Question;
import tunewise.question.QuestionBuilder;

/** Smaller jobs that meet the limits of a question: fewer epochs, fewer tokens, a smaller model of the family. */
final class SmallerJobs {
    private static final Pattern VERSION = Pattern.compile("(?<![\\d.])\\d+(\\.\\d+)?(?![\\d.]|[BM]\\b)");
    private static final int MOST_MODELS = 4;
    private static final int MOST_CUTS = 6;

    private final Tried tried;
    private final Question question;
    private final Model model;

    SmallerJobs(Tried tried, Question question, Model model) {
        this.tried = tried;
        this.question = question;
        this.model = model;
    }

    /** One pass over the data in place of several. */
    Optional<Recommendation.Change> fewerEpochs() {
        if (question.epochs() == 1) {
            return Optional.empty();
        }
        Question once = edit().epochs(1).build();
        return tried.rank(once, model).chosen().map(quote -> Changes.change("epochs", 1, quote));
    }

    /** As many tokens as budget and deadline allow, in two digits. */
    Optional<Recommendation.Change> fewerTokens() {
        if (question.budgetUsd() == null && question.deadlineHours() == null) {
            return Optional.empty();
        }
        Question unlimited = edit().budgetUsd(null).deadlineHours(null).build();
        double share = tried.rank(unlimited, model).ranked().stream()
                .filter(quote -> Changes.answers(question, quote))
                .mapToDouble(this::share)
                .max()
                .orElse(0);
        double least = catalog().policy(PolicyValue.LEAST_JOB_SHARE);
        for (int cut = 0; cut < MOST_CUTS && share >= least; cut++, share *= 0.7) {
            long tokens = twoDigits(question.tokens() * share);
            Optional<Quote> chosen = tried.rank(fewer(tokens), model).chosen();
            if (tokens > 0 && chosen.isPresent()) {
                return Optional.of(Changes.change("tokens", tokens, chosen.get()));
            }
        }
        return Optional.empty();
    }

    /** The number of samples follows from tokens that were counted by them. */
    private Question fewer(long tokens) {
        return edit().tokens(tokens).samples(null).meanSampleTokens(null).build();
    }

    /** The largest model of the same maker and family that meets every limit, of the same version before others. */
    Optional<Recommendation.Change> smallerModel() {
        if (!(question.model() instanceof ModelAsk.Named) || !model.id().contains("/")) {
            return Optional.empty();
        }
        String maker = model.id().substring(0, model.id().indexOf('/') + 1);
        List<Model> smaller = catalog().models().stream()
                .filter(each -> each.id().startsWith(maker) && each.family().equals(model.family()))
                .filter(each -> line(each).equals(line(model)))
                .filter(each -> each.parameters() < 0.9 * model.parameters())
                .sorted(Comparator.comparingLong(Model::parameters).reversed().thenComparing(Model::id))
                .toList();
        return largest(smaller.stream().filter(this::sameVersion).toList())
                .or(() -> largest(
                        smaller.stream().filter(each -> !sameVersion(each)).toList()));
    }

    /** Of models by size, largest first, the first that meets every limit. */
    private Optional<Recommendation.Change> largest(List<Model> smaller) {
        // Halving the size at each try finds one after few, however many there are.
        double most = model.parameters();
        int tries = 0;
        for (Model each : smaller) {
            if (each.parameters() > most || tries == MOST_MODELS) {
                continue;
            }
            Question other = edit().model(new ModelAsk.Named(each.id())).build();
            Optional<Quote> chosen = tried.rank(other, each).chosen();
            if (chosen.isPresent()) {
                return Optional.of(Changes.change("model", each.id(), chosen.get()));
            }
            most = 0.75 * each.parameters();
            tries++;
        }
        return Optional.empty();
    }

    private boolean sameVersion(Model each) {
        return version(each).equals(version(model));
    }

    /** The number after the words of a name: that of Llama 3.1 8B is 3.1. */
    private static String version(Model each) {
        Matcher number = VERSION.matcher(each.name());
        return number.find() ? number.group() : "";
    }

    /** The words of a name without versions and sizes: Code Llama is another line than Llama. */
    private static List<String> line(Model each) {
        return Stream.of(each.name().split("[^A-Za-z]+"))
                .filter(word -> word.length() > 1)
                .toList();
    }

    /** The part of the work that a set-up does within budget and deadline. */
    private double share(Quote quote) {
        double share = 1;
        if (question.budgetUsd() != null
                && !quote.plan().gpu().owned()
                && quote.jobUsd().high() > 0) {
            share = Math.min(share, question.budgetUsd() / quote.jobUsd().high());
        }
        if (question.deadlineHours() != null) {
            share = Math.min(share, question.deadlineHours() / quote.jobHours().high());
        }
        return share;
    }

    private static long twoDigits(double tokens) {
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1, tokens))) - 1));
        return (long) (Math.floor(tokens / unit) * unit);
    }

    private Catalog catalog() {
        return tried.loaded().catalog();
    }

    private QuestionBuilder edit() {
        return QuestionBuilder.builder(question);
    }
}
