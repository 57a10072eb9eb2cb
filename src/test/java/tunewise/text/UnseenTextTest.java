package tunewise.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnseenTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "RunPod", "Zürich, 12 €", "李明", "a\uD83D\uDE00b", "100 % (at most)"})
    void whatCanBeSeenIsLeftAsItIs(String text) {
        assertEquals(Optional.empty(), UnseenText.in(text));
        assertEquals(text, UnseenText.without(text));
    }

    @ParameterizedTest
    @CsvSource({
        "000A, a line break",
        "0009, a tab",
        "0000, nothing",
        "001B, the beginning of a command to a terminal",
        "0085, a line break of others",
        "2028, a line separator",
        "202E, letters from right to left",
        "200B, a space without width",
        "FEFF, a mark of byte order",
        "D800, half a letter",
        "E000, a letter of somebody's own"
    })
    void whatCannotBeSeenIsFoundAndTakenOut(String code, String what) {
        char unseen = (char) Integer.parseInt(code, 16);
        String text = "Ada" + unseen + "Eva";

        assertEquals(Optional.of(new UnseenText.Found("U+" + code, 3)), UnseenText.in(text), what);
        assertEquals("Ada Eva", UnseenText.without(text), what);
    }

    @Test
    void aTextOfSeveralLinesMayHaveLineBreaksAndTabs() {
        assertTrue(UnseenText.inLines("a\r\n\tb").isEmpty());
        assertEquals("a\n b", UnseenText.withoutInLines("a\n\u001bb"));
    }
}
