package tunewise.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tunewise.cli.terminal.AnalystFolders;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.Version;
import tunewise.ledger.Ledger;
import tunewise.mcp.StdioServer;

@Command(mixinStandardHelpOptions = true)
final class McpCommand implements Callable<Integer> {
    private final Services services;

    @Mixin
    private AnalystFolders folders = new AnalystFolders();

    McpCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() throws InterruptedException {
        services.openAhead(folders.rules, folders.data.folder);
        try (Ledger ledger = folders.data.open(services)) {
            StdioServer.serve(
                    () -> services.service(folders::load, ledger, folders.data.folder),
                    Version.current(),
                    System.in,
                    System.out);
            return 0;
        }
    }
}
