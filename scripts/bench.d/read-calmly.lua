-- Reads as read.lua does, but with a pause between, so that there is room for other work.
dofile("scripts/bench.d/read.lua")
delay = function() return 20 end
