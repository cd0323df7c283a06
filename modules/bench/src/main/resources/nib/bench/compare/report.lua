-- What wrk has counted, one figure a line, exactly: the text that it prints is rounded. Times are in microseconds.
done = function(summary, latency, requests)
   local errors = summary.errors
   local say = function(name, value) io.write(string.format("nib %s %.3f\n", name, value)) end
   say("requests", summary.requests)
   say("duration", summary.duration)
   say("bytes", summary.bytes)
   say("errors", errors.connect + errors.read + errors.write + errors.status + errors.timeout)
   say("p50", latency:percentile(50.0))
   say("p99", latency:percentile(99.0))
   say("p999", latency:percentile(99.9))
end
