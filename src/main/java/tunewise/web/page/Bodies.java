package tunewise.web.page;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.UnsupportedMediaTypeResponse;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tunewise.access.Person;
import tunewise.text.UnseenText;
import tunewise.text.ValueText;

/** Reads what is sent in, whatever length it claims to have. */
public final class Bodies {
    public static final int MOST_BYTES = 4 << 20;

    /** Of a form with files. */
    public static final int MOST_FORM_MIB = 8;

    /** The field by which a form proves that it is on one of our own pages. */
    public static final String FORM_TOKEN = "formToken";

    private static final String FORM = "tunewise.form";
    private static final int LONGEST_NAME = 200;
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern FOREIGN = Pattern.compile("[^\\x00-\\x7f]+");
    private static final Set<String> READ = Set.of("utf-8", "utf8", "us-ascii");

    /** A sender who is still sending would not see the answer, so that much more is read and thrown away. */
    private static final int MOST_DRAINED = 16 << 20;

    private Bodies() {}

    /** Who asks, as proven, else by the header made for it (RFC 9110); null when they do not say. */
    public static @Nullable String from(Context ctx) {
        Optional<Person> person = Visitor.of(ctx);
        if (person.isPresent()) {
            return person.get().identity().name();
        }
        String said = ctx.header("From");
        String seen = said == null ? "" : UnseenText.without(said).strip();
        return seen.isEmpty() ? null : seen.substring(0, Math.min(LONGEST_NAME, seen.length()));
    }

    public static String json(Context ctx) {
        require(ctx, "application/json");
        return text(ctx);
    }

    /** Fields of a form in the order they were sent, without its token. */
    public static Map<String, List<String>> form(Context ctx) {
        Map<String, List<String>> fields = new LinkedHashMap<>(sent(ctx));
        fields.remove(FORM_TOKEN);
        return fields;
    }

    /** The token of a form, wherever its kind keeps it; empty when it has none. */
    public static String formToken(Context ctx) {
        String type = Objects.requireNonNullElse(ctx.contentType(), "").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded")) {
            return value(sent(ctx), FORM_TOKEN);
        }
        if (type.startsWith("multipart/form-data")) {
            files(ctx, MOST_FORM_MIB);
            return Objects.requireNonNullElse(ctx.formParam(FORM_TOKEN), "");
        }
        return Objects.requireNonNullElse(ctx.header("Form-Token"), "");
    }

    private static Map<String, List<String>> sent(Context ctx) {
        Map<String, List<String>> read = ctx.attribute(FORM);
        if (read == null) {
            read = read(ctx);
            ctx.attribute(FORM, read);
        }
        return read;
    }

    private static Map<String, List<String>> read(Context ctx) {
        require(ctx, "application/x-www-form-urlencoded");
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : text(ctx).split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                fields.computeIfAbsent(decoded(name), key -> new ArrayList<>()).add(decoded(value));
            }
        }
        return fields;
    }

    /** What was filled in, the first of several; empty where nothing was. */
    public static String value(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).get(0);
    }

    /** Makes sure that a form with files can be taken apart, and is no longer than so many MiB. */
    public static void files(Context ctx, int mostMib) {
        require(ctx, "multipart/form-data");
        int length = ctx.contentLength();
        if (length < 0 || length > mostMib << 20) {
            try (InputStream in = ctx.req().getInputStream()) {
                drain(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new ContentTooLargeResponse("The form is longer than " + mostMib
                    + " MiB, or does not say how long it is. Maybe only the part of the file that is about GPUs is"
                    + " needed.");
        }
        try {
            ctx.uploadedFiles();
        } catch (Exception e) {
            throw new BadRequestResponse("We cannot read the form. Maybe it broke off on its way.");
        }
    }

    /** A part of a form with files, be it a file or what was typed; empty where neither was sent. */
    public static String part(Context ctx, String name) {
        UploadedFile file = ctx.uploadedFile(name);
        if (file == null || file.size() == 0) {
            return Objects.requireNonNullElse(ctx.formParam(name), "");
        }
        try (InputStream in = file.content()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void require(Context ctx, String type) {
        String given = ctx.contentType();
        String plain = given == null ? "" : given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!plain.equals(type)) {
            throw new UnsupportedMediaTypeResponse("Content-Type is " + ValueText.value(plain)
                    + ", and here it has to be " + type + ". Maybe the header was left to the client's default.");
        }
    }

    /** Refuses what says that it is written in other letters than UTF-8, which nobody here could read. */
    public static void letters(Context ctx) {
        String given = ctx.header("Content-Type");
        Matcher charset = CHARSET.matcher(given == null ? "" : given);
        if (charset.find() && !READ.contains(charset.group(1).toLowerCase(Locale.ROOT))) {
            throw new UnsupportedMediaTypeResponse("Content-Type says charset " + ValueText.value(charset.group(1))
                    + ", and here everything is UTF-8. Maybe the charset can go.");
        }
    }

    /** An address to go on to is sent in plain letters, as headers have no others. */
    public static void writtenOut(Context ctx) {
        String to = ctx.res().getHeader("Location");
        if (to != null) {
            ctx.header(
                    "Location",
                    FOREIGN.matcher(to)
                            .replaceAll(letters -> URLEncoder.encode(letters.group(), StandardCharsets.UTF_8)));
        }
    }

    private static String text(Context ctx) {
        try (InputStream in = ctx.req().getInputStream()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                drain(in);
                throw new ContentTooLargeResponse(
                        "The body is longer than 4 MiB (4,194,304 bytes). Maybe a whole file was sent instead of the"
                                + " model's config.json.");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw notUtf8();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void drain(InputStream in) throws IOException {
        byte[] waste = new byte[1 << 16];
        int left = MOST_DRAINED;
        int read;
        while (left > 0 && (read = in.read(waste)) >= 0) {
            left -= read;
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("The form is not URL-encoded: " + ValueText.value(text)
                    + ". Maybe a % was left as it is instead of %25.");
        }
    }

    private static BadRequestResponse notUtf8() {
        return new BadRequestResponse("The body is not UTF-8. Maybe it was saved in another encoding.");
    }
}
