package tunewise.ledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class LedgerUrlTest {
    @Test
    void everyPartReachesTheDriver() {
        LedgerUrl url = LedgerUrl.of("postgresql://ada:p%40s+s@db.example.org:6432/records?sslmode=require");
        PGSimpleDataSource source = (PGSimpleDataSource) url.dataSource();

        assertEquals("ada", source.getUser());
        assertEquals("p@s+s", source.getPassword());
        assertEquals("db.example.org", source.getServerNames()[0]);
        assertEquals(6432, source.getPortNumbers()[0]);
        assertEquals("records", source.getDatabaseName());
        assertEquals("require", source.getSslMode());
        assertEquals(3, source.getConnectTimeout());
    }

    @Test
    void itNeverShowsItsPassword() {
        LedgerUrl url = LedgerUrl.of("postgresql://ada:secret@db.example.org/records");

        assertEquals("postgresql://ada@db.example.org:5432/records", url.toString());
        assertFalse(url.dumpCommand(Path.of("copy")).contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ada:secret@host/records",
                "postgresql://ada:secret@host",
                "postgresql://ada:secret@/records",
                "postgresql://ada:sec ret@host/records",
                "records"
            })
    void anythingElseIsRefusedWithoutShowingIt(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> LedgerUrl.of(text));

        assertTrue(refused.getMessage().contains("Maybe you mean postgresql://"), refused.getMessage());
        assertFalse(refused.getMessage().contains("sec"), refused.getMessage());
    }
}
