-- What wrk measured, in one line that a program can read.
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    "\nMEASURED %d %d %d %d %d %d\n",
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
