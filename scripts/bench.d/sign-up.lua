-- Signs up somebody new each time.
dofile("scripts/bench.d/figures.lua")
local number, run = 0, os.time()
request = function()
  number = number + 1
  local body = string.format('{"username":"new-%d-%d@bench.example","password":"three ferries before dawn"}', run, number)
  return wrk.format("POST", "/v1/users", { ["Content-Type"] = "application/json" }, body)
end
