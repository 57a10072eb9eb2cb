package tunewise.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that a command line names. */
public final class TextInput {
    private TextInput() {}

    /** A file's text, or that of standard input where the name is a hyphen. */
    public static String read(String fileOrHyphen) {
        return fileOrHyphen.equals("-") ? standardInput() : read(Path.of(fileOrHyphen));
    }

    public static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnusableInputException(
                    "'" + file + "' cannot be read as a text file. Maybe its name is misspelt.", e);
        }
    }

    private static String standardInput() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnusableInputException("standard input cannot be read.", e);
        }
    }
}
