package tunewise.web;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Waits for what is sent in before any thread takes it up, so that slow senders, however many, hold up nobody but
 * themselves. A body has a deadline and a least rate, and what is kept of all of them together has a bound.
 */
final class PatientBodies extends Handler.Wrapper {
    /** More of one body is read and thrown away, so that its sender sees the answer, and then not even read. */
    private static final int MOST_KEPT = 8 << 20;

    private static final long MOST_READ = 24 << 20;
    private static final long MOST_KEPT_IN_ALL =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);

    /** Answered line by line while it is still being sent. */
    private static final String STREAMED = "/api/recommendations/batch";

    private final long deadlineMillis;
    private final int leastBytesASecond;
    private final AtomicLong keptInAll = new AtomicLong();

    /** A body has this long, and a second more for each so many bytes that came. */
    PatientBodies(long deadlineMillis, int leastBytesASecond) {
        this.deadlineMillis = deadlineMillis;
        this.leastBytesASecond = leastBytesASecond;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (Request.getPathInContext(request).equals(STREAMED)) {
            return super.handle(request, response, callback);
        }
        boolean chunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        if (request.getLength() == 0 || (request.getLength() < 0 && !chunked)) {
            return super.handle(request, response, callback);
        }
        new Loading(request, response, callback).begin();
        return true;
    }

    /** One body on its way. Its parts come one after the other, on any thread; only the deadline comes from aside. */
    private final class Loading implements Runnable {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final long begun = System.nanoTime();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Deque<Content.Chunk> parts = new ArrayDeque<>();
        private final AtomicLong read = new AtomicLong();
        private long kept;

        Loading(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        void begin() {
            watch(deadlineMillis);
            run();
        }

        /** Reads what has come, and is called again when more has. */
        @Override
        public void run() {
            while (!ended.get()) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    end(HttpStatus.BAD_REQUEST_400);
                    return;
                }
                long length = read.addAndGet(chunk.remaining());
                boolean fits = keep(chunk);
                chunk.release();
                if (!fits) {
                    end(HttpStatus.SERVICE_UNAVAILABLE_503);
                    return;
                }
                if (chunk.isLast() || length > MOST_READ) {
                    passOn();
                    return;
                }
            }
        }

        /** Copied, since what it lies in belongs to the connection; false where all bodies together are too many. */
        private boolean keep(Content.Chunk chunk) {
            int some = (int) Math.min(chunk.remaining(), MOST_KEPT + 1 - kept);
            if (some > 0) {
                if (keptInAll.addAndGet(some) > MOST_KEPT_IN_ALL) {
                    keptInAll.addAndGet(-some);
                    return false;
                }
                kept += some;
                ByteBuffer copy = ByteBuffer.allocate(some);
                copy.put(chunk.getByteBuffer().slice().limit(some)).flip();
                parts.add(Content.Chunk.from(copy, false));
            }
            return true;
        }

        private void passOn() {
            if (ended.compareAndSet(false, true)) {
                Callback whole = Callback.from(callback, this::letGo);
                try {
                    if (!PatientBodies.super.handle(new Loaded(request, parts), response, whole)) {
                        Response.writeError(request, response, whole, HttpStatus.NOT_FOUND_404);
                    }
                } catch (Exception | Error e) {
                    Response.writeError(request, response, whole, e);
                }
            }
        }

        private void end(int status) {
            if (ended.compareAndSet(false, true)) {
                Response.writeError(request, response, Callback.from(callback, this::letGo), status);
            }
        }

        private void letGo() {
            keptInAll.addAndGet(-kept);
        }

        private void watch(long millis) {
            Scheduler scheduler = request.getComponents().getScheduler();
            scheduler.schedule(this::look, millis, TimeUnit.MILLISECONDS);
        }

        private void look() {
            if (ended.get()) {
                return;
            }
            long allowed = deadlineMillis + 1_000 * read.get() / leastBytesASecond;
            long left = allowed - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            if (left > 0) {
                watch(left);
            } else {
                end(HttpStatus.REQUEST_TIMEOUT_408);
            }
        }
    }

    /** A request whose body is here. */
    private static final class Loaded extends Request.Wrapper {
        private final Deque<Content.Chunk> parts;

        Loaded(Request request, Deque<Content.Chunk> parts) {
            super(request);
            this.parts = parts;
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk next = parts.poll();
            return next == null ? Content.Chunk.EOF : next;
        }

        @Override
        public void demand(Runnable more) {
            getContext().execute(more);
        }
    }
}
