-- A service asks about a token.
dofile("scripts/bench.d/figures.lua")
local body = "client_id=demo-service&client_secret=demo-service-secret&token=" .. os.getenv("TOKEN")
request = function() return wrk.format("POST", "/oauth/introspect", { ["Content-Type"] = "application/x-www-form-urlencoded" }, body) end
