package tunewise.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tunewise.audit.Ledger;
import tunewise.mcp.StdioServer;

@Command(
        name = "mcp",
        mixinStandardHelpOptions = true,
        description = "Serves one assistant over standard input and output, by the Model Context Protocol.")
final class McpCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private AnalystFolders folders = new AnalystFolders();

    McpCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Ledger ledger = folders.data.open(wiring)) {
            StdioServer.serve(
                    () -> wiring.desk(folders::load, ledger, folders.data.folder),
                    Version.current(),
                    System.in,
                    System.out);
            return 0;
        }
    }
}
