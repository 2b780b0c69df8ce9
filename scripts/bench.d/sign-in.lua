-- Signs in with a password.
dofile("scripts/bench.d/figures.lua")
local body = "grant_type=password&username=artist@demo.example&password=demo-only-passphrase&scope=read"
  .. "&client_id=demo-first-party&client_secret=demo-first-party-secret"
request = function() return wrk.format("POST", "/oauth/token", { ["Content-Type"] = "application/x-www-form-urlencoded" }, body) end
