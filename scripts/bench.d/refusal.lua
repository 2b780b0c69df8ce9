-- Signs up with a mistyped field.
dofile("scripts/bench.d/figures.lua")
refused = true
local body = '{"username":"bo@music.example","password":"three ferries before dawn","contry":"DE"}'
request = function() return wrk.format("POST", "/v1/users", { ["Content-Type"] = "application/json" }, body) end
