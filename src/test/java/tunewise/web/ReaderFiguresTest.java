package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.StringWriter;
import java.text.NumberFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderFiguresTest {
    private static final ReaderFigures GERMAN = in("de-DE");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    about 12.3 hours and $4.17.            | about 12,3 hours and $4,17.
                    $1,234.50, or 53,849 in all            | $1.234,50, or 53.849 in all
                    RTX 4090 0.34/1,700, L40S 0.79/3,960   | RTX 4090 0,34/1.700, L40S 0,79/3.960
                    405.85B parameters x 0.5 bytes         | 405,85B parameters x 0,5 bytes
                    18.9 (16.4 to 23.0) GiB; 96.3 %        | 18,9 (16,4 to 23,0) GiB; 96,3 %
                    """)
    void figuresAreWrittenAsInTheLanguage(String english, String german) {
        assertEquals(german, GERMAN.in(english));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Llama 3.1 8B",
                "TinyLlama 1.1B and Qwen2.5 1.5B",
                "Yi 1.5 9B",
                "Mistral 7B v0.1",
                "meta-llama/Llama-3.2-1B under apache-2.0",
                "arXiv 2305.14314: QLoRA",
                "transformers 5.18.0 for CUDA 12.8",
                "'5.000 x 400' can be read in two ways",
                "on 2026-03-31 at 127.0.0.1"
            })
    void namesAndVersionsAndWhatSomebodyTypedStay(String text) {
        assertEquals(text, GERMAN.in(text));
    }

    @ParameterizedTest
    @CsvSource({"de-AT", "de-CH", "fr", "es", "pl", "pt-BR", "sv"})
    void everyLanguageHasItsOwnMarks(String tag) {
        NumberFormat format = NumberFormat.getInstance(Locale.forLanguageTag(tag));
        format.setMinimumFractionDigits(2);

        assertEquals(format.format(1234567.25), in(tag).in("1,234,567.25"));
    }

    @ParameterizedTest
    @CsvSource({"en", "en-GB", "ja", "ar-EG", "und"})
    void elsewhereTheyStayAsTheyAre(String tag) {
        assertFalse(in(tag).differ(), tag);
    }

    @Test
    void codeAndFieldsAndWhatIsMarkedStay() throws IOException {
        StringWriter page = new StringWriter();
        try (FiguresWriter writer = new FiguresWriter(page, GERMAN)) {
            writer.write("<p title=\"1.5 > 1\">1.5 <code>1.5 <b>1.5</b></code> 1.5</p>"
                    + "<span translate=\"no\">1.5 <span>1.5</span> 1.5</span>"
                    + "<textarea>1,500</textarea><input value=\"1.5\">1,500");
        }

        assertEquals(
                "<p title=\"1.5 > 1\">1,5 <code>1.5 <b>1.5</b></code> 1,5</p>"
                        + "<span translate=\"no\">1.5 <span>1.5</span> 1.5</span>"
                        + "<textarea>1,500</textarea><input value=\"1.5\">1.500",
                page.toString());
    }

    private static ReaderFigures in(String tag) {
        return new ReaderFigures(Locale.forLanguageTag(tag), ReaderFigures.pattern(House.KNOWHOW.catalog()));
    }
}
