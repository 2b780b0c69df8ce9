-- Prints one line that scripts/bench reads: requests a second, p50 and p99 in milliseconds. Fails on wrong answers.
-- The scripts that use it may set `refused`: then every answer must be a refusal.

function done(summary, latency)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  local wrong = refused and summary.requests - errors.status or errors.status
  if broken + wrong > 0 then
    io.stderr:write(broken .. " requests failed and " .. wrong .. " had the wrong status\n")
    os.exit(1)
  end
  io.write(string.format("%.1f %.2f %.2f\n", summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
