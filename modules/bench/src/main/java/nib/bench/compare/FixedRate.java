package nib.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at moments that are fixed beforehand, over 16 connections that stay: an open loop. A latency counts from the
 * moment when the request was due, so that one slow answer shows in all that had to wait behind it.
 *
 * @param rate requests a second, over all connections
 */
record FixedRate(int rate) implements Generator {
    private static final int CONNECTIONS = 16;

    @Override
    public Load run(int port, double seconds) throws IOException {
        long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
        List<Future<long[]>> visits = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                long first = begin + Math.round(i * 1e9 / rate);
                visits.add(threads.submit(() -> visit(port, first, seconds)));
            }
        }
        long[] times =
                join(visits).stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Load(times.length, (System.nanoTime() - begin) / 1e9, 0, Latency.of(times));
    }

    private long[] visit(int port, long first, double seconds) throws IOException {
        int count = (int) (seconds * rate / CONNECTIONS);
        long[] times = new long[count];
        try (Visitor visitor = new Visitor(port)) {
            for (int i = 0; i < count; i++) {
                long due = first + Math.round(i * 1e9 * CONNECTIONS / rate);
                await(due);
                visitor.get();
                times[i] = System.nanoTime() - due;
            }
        }
        return times;
    }

    private static void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static List<long[]> join(List<Future<long[]>> visits) throws IOException {
        List<long[]> all = new ArrayList<>();
        for (Future<long[]> visit : visits) {
            try {
                all.add(visit.get());
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        return all;
    }
}
