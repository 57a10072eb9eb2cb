package tunewise.web.page;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** Styles, scripts and icon, each under a name with the hash of its content, so that browsers may keep it for good. */
public final class Assets {
    private static final String HTMX = "htmx.min.js";
    private static final Map<String, String> TYPES = Map.of(
            "app.css",
            "text/css; charset=utf-8",
            "print.css",
            "text/css; charset=utf-8",
            "app.js",
            "text/javascript; charset=utf-8",
            HTMX,
            "text/javascript; charset=utf-8",
            "icon.svg",
            "image/svg+xml");
    private static final int HASH_DIGITS = 12;

    private final Map<String, byte[]> contents = new LinkedHashMap<>();
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> paths = new LinkedHashMap<>();
    private final byte[] openApi = read("/tunewise/web/openapi.json");

    private Assets() {
        TYPES.forEach((file, type) -> {
            byte[] content = file.equals(HTMX) ? htmx() : read("assets/" + file);
            int dot = file.lastIndexOf('.');
            String name = file.substring(0, dot) + "." + hash(content) + file.substring(dot);
            contents.put(name, content);
            types.put(name, type);
            paths.put(file, "/assets/" + name);
        });
    }

    public static Assets load() {
        return new Assets();
    }

    /** The address of a file, as in {@code app.css}. */
    String path(String file) {
        return Objects.requireNonNull(paths.get(file), () -> "there is no asset " + file);
    }

    public byte[] openApi() {
        return openApi;
    }

    public void serve(Context ctx) {
        String name = ctx.pathParam("name");
        byte[] content = contents.get(name);
        if (content == null) {
            throw new NotFoundResponse();
        }
        ctx.header("Cache-Control", "public, max-age=31536000, immutable");
        ctx.contentType(Objects.requireNonNull(types.get(name))).result(content);
    }

    /** As its package has it, under its version. */
    private static byte[] htmx() {
        Properties about = new Properties();
        try {
            about.load(new ByteArrayInputStream(read("/META-INF/maven/org.webjars.npm/htmx.org/pom.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read("/META-INF/resources/webjars/htmx.org/" + about.getProperty("version") + "/dist/" + HTMX);
    }

    private static byte[] read(String name) {
        try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
