package nib.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What other programs and the system say, as they said it once. */
class ParsersTest {
    @Test
    void readsTheExactFiguresOfWrk() throws IOException {
        Generator.Load load = Wrk.read("""
                Running 1s test @ http://127.0.0.1:36121/large
                  1 threads and 4 connections
                  Thread Stats   Avg      Stdev     Max   +/- Stdev
                    Latency     3.10ms    1.00ms   9.00ms   70.00%
                  120 requests in 1.10s, 1.12GB read
                Requests/sec:    109.09
                nib requests 120.000
                nib duration 1100000.000
                nib bytes 1200000000.000
                nib errors 2.000
                nib p50 3100.000
                nib p99 9000.000
                nib p999 9500.000
                """, 0.01);

        assertEquals(1.2, load.units(), 1e-9);
        assertEquals(1.1, load.seconds(), 1e-9);
        assertEquals(2, load.errors());
        assertEquals(3100.0, load.times().get(Latency.MEDIAN));
    }

    @Test
    void saysWhatWrkSaidWhenItDidNotWork() {
        IOException refused = assertThrows(
                IOException.class, () -> Wrk.read("unable to connect to 127.0.0.1:1 Connection refused\n", 1));

        assertTrue(refused.toString().contains("unable to connect"));
    }

    @Test
    void readsWhatStimeHasResumed() throws IOException {
        Generator.Load load = Stime.read("""
                Collecting connection statistics for 2 seconds
                t

                Now timing with session id reuse.
                starting
                rrrr*rrr

                8 connections in 0.80s; 10.00 connections/user sec, bytes read 800
                8 connections in 3 real seconds, 100 bytes read per connection
                """, 2.5);

        assertEquals(8, load.units());
        assertEquals(2.5, load.seconds());
        assertEquals(1, load.errors(), "one was not resumed");
    }

    @Test
    void readsTheStatisticsOfDnsperf() throws IOException {
        Generator.Load load = Dnsperf.read("""
                [Status] Command line: dnsperf -s 127.0.0.1
                Statistics:

                  Queries sent:         126620
                  Queries completed:    126610 (99.99%)
                  Queries lost:         10 (0.01%)

                  Response codes:       NOERROR 126610 (100.00%)
                  Average packet size:  request 29, response 29
                  Run time (s):         1.000502
                  Queries per second:   126546.473670

                  Average Latency (s):  0.000645 (min 0.000081, max 0.010250)
                  Latency StdDev (s):   0.000412
                """);

        assertEquals(126_610, load.units());
        assertEquals(10, load.errors());
        assertEquals(1.000502, load.seconds());
        assertEquals(Map.of(Measure.cost("mean latency", "µs"), 645.0), load.times());
    }

    @Test
    void countsIdleWaitingAndStolenTicksAsUnused() {
        String stat = """
                cpu  100 5 50 1000 20 3 4 7 11 0
                cpu0 50 5 25 500 10 3 4 7 11 0
                cpu1 50 0 25 500 10 0 0 0 0 0
                intr 12345
                """;

        assertEquals(1027, ProcStat.unused(stat));
        assertEquals(2, ProcStat.processors(stat));
    }

    @Test
    void findsTheTimesOfAProgramWithAnOddName() {
        assertEquals(
                1500,
                ProcStat.own("42 (a) R 1 (b) S 1 42 42 0 -1 4194560 100 0 0 0 1000 500 3 4 20 0 2 0 12345 1000 10"));
    }

    @Test
    void findsResidentMemory() {
        assertEquals(2048, ProcStat.resident("Name:\tnginx\nVmPeak:\t   99999 kB\nVmRSS:\t    2048 kB\nThreads:\t1\n"));
    }

    @Test
    void dividesTheSummaryOfStraceByUnits() {
        Map<String, Double> calls = Strace.each("""
                % time     seconds  usecs/call     calls    errors syscall
                ------ ----------- ----------- --------- --------- ----------------
                 60.00    0.060000           1      4000           read
                 30.00    0.030000           1      2000       500 epoll_wait
                 10.00    0.010000           1         3           brk
                ------ ----------- ----------- --------- --------- ----------------
                100.00    0.100000           1      6003       500 total
                """, 1000);

        assertEquals(Map.of("read", 4.0, "epoll_wait", 2.0), calls);
    }

    @Test
    void takesLatenciesFromTheirPlacesInTheRow() {
        long[] times = new long[1000];
        for (int i = 0; i < times.length; i++) {
            times[i] = (i + 1) * 1000L;
        }

        assertEquals(Map.of(Latency.MEDIAN, 500.0, Latency.P99, 990.0, Latency.P999, 999.0), Latency.of(times));
    }
}
