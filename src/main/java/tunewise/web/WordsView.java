package tunewise.web;

import java.util.List;
import tunewise.rulebook.Vocabulary.Word;

/** The facts that rules match and the findings they make. */
record WordsView(List<Word> facts, List<Word> findings) {}
