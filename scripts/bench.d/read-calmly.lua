-- Reads as read.lua does, but with a pause between: enough for a p99, and hardly any load beside what else goes on.
dofile("scripts/bench.d/read.lua")
delay = function() return 50 end
