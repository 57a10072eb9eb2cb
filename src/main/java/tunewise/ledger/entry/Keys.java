package tunewise.ledger.entry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.VerifyExport.Signed;

/**
 * The Ed25519 key that signs checkpoints: made at the first start, readable by the owner of the data folder only.
 *
 * @param privateKey null where only the public key is left, which is enough to check what was signed
 */
public record Keys(@Nullable PrivateKey privateKey, PublicKey publicKey) {
    private static final String PRIVATE = "ledger.key";
    private static final String PUBLIC = "ledger.pub";
    private static final String ALGORITHM = "Ed25519";

    /** The keys of a data folder, made if it has none; a key that is left of two is never replaced. */
    public static Keys of(Path folder) {
        try {
            if (!Files.exists(folder.resolve(PRIVATE))) {
                if (wasUsed(folder) && Files.exists(folder.resolve(PUBLIC))) {
                    return new Keys(null, publicKey(Files.readString(folder.resolve(PUBLIC))));
                }
                make(folder);
            }
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            PrivateKey privateKey = factory.generatePrivate(
                    new PKCS8EncodedKeySpec(unwrapped(Files.readString(folder.resolve(PRIVATE)))));
            return new Keys(privateKey, publicKey(Files.readString(folder.resolve(PUBLIC))));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new LedgerUnavailableException(
                    "we cannot read the key of the ledger in " + folder + ". Maybe " + PRIVATE + " or " + PUBLIC
                            + " was moved or belongs to somebody else.",
                    e);
        }
    }

    private static boolean wasUsed(Path folder) {
        return Files.exists(folder.resolve(DataFiles.STORE)) || Files.exists(folder.resolve(DataFiles.INSTANCE));
    }

    private static void make(Path folder) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        try {
            // Temporary files are made so that only their owner may read them.
            Path secret = Files.createTempFile(folder, PRIVATE, "");
            Files.writeString(secret, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Path open = Files.createTempFile(folder, PUBLIC, "");
            Files.writeString(open, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            if (open.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.move(open, folder.resolve(PUBLIC), StandardCopyOption.REPLACE_EXISTING);
            Files.move(secret, folder.resolve(PRIVATE));
        } catch (FileAlreadyExistsException e) {
            // Another process of the same first start was faster; its key is as good.
        }
    }

    /** Whether a text was signed with the key that belongs to a public one, in PEM. */
    public static boolean isSigned(String text, String signature, String publicKey) {
        return Signed.isSigned(text, signature, publicKey);
    }

    public String sign(String text) {
        if (privateKey == null) {
            throw new LedgerUnavailableException("nothing can be signed, because " + PRIVATE
                    + " is missing beside " + PUBLIC + ". Maybe a backup has it; to go on with new keys, keep " + PUBLIC
                    + " elsewhere first.");
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String publicPem() {
        return pem("PUBLIC KEY", publicKey.getEncoded());
    }

    private static PublicKey publicKey(String pem) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(unwrapped(pem)));
    }

    private static byte[] unwrapped(String pem) {
        return Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
    }

    private static String pem(String what, byte[] key) {
        return "-----BEGIN " + what + "-----\n" + Base64.getEncoder().encodeToString(key) + "\n-----END " + what
                + "-----\n";
    }
}
