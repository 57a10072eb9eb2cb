package tunewise.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import tunewise.service.AdviceService;

/** Serves one assistant that started this program and speaks to it over its standard streams. */
public final class StdioServer {
    private StdioServer() {}

    /**
     * Serves until there is nothing more to read. An assistant waits only seconds for the first word, so that it gets
     * its tools while the service is still starting.
     *
     * @param engine version of this program
     */
    public static void serve(Supplier<AdviceService> service, String engine, InputStream in, OutputStream out)
            throws InterruptedException {
        CompletableFuture<AdviceService> ready = CompletableFuture.supplyAsync(service);
        CountDownLatch ended = new CountDownLatch(1);
        SyncSpecification<?> server = McpServer.sync(
                        new StdioServerTransportProvider(McpJsonDefaults.getMapper(), new Ending(in, ended), out))
                .serverInfo("tunewise", engine)
                .instructions(AssistantTools.INSTRUCTIONS)
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .validateToolInputs(false);
        for (AssistantTool tool : AssistantTools.of(() -> wait(ready), "mcp")) {
            server.toolCall(tool.tool(), (exchange, request) -> tool.call(request));
        }
        McpSyncServer running = server.build();
        ended.await();
        running.closeGracefully();
    }

    private static AdviceService wait(CompletableFuture<AdviceService> ready) {
        try {
            return ready.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** Notices the end of what it reads. */
    private static final class Ending extends FilterInputStream {
        private final CountDownLatch ended;

        Ending(InputStream in, CountDownLatch ended) {
            super(in);
            this.ended = ended;
        }

        @Override
        public int read() throws IOException {
            return noticed(super.read());
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            return noticed(super.read(bytes, from, most));
        }

        private int noticed(int read) {
            if (read < 0) {
                ended.countDown();
            }
            return read;
        }
    }
}
