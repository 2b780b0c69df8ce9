-- A service asks for a token of its own.
dofile("scripts/bench.d/figures.lua")
local body = "grant_type=client_credentials&scope=read&client_id=demo-service&client_secret=demo-service-secret"
request = function() return wrk.format("POST", "/oauth/token", { ["Content-Type"] = "application/x-www-form-urlencoded" }, body) end
