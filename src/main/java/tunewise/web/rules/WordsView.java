package tunewise.web.rules;

import java.util.List;
import tunewise.rulebook.language.Vocabulary.Word;

/** The facts that rules match and the findings they make. */
public record WordsView(List<Word> facts, List<Word> findings) {}
