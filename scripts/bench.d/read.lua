-- Reads the profile of a random person, with a token.
dofile("scripts/bench.d/figures.lua")
local people = tonumber(os.getenv("BENCH_PEOPLE"))
local headers = { Authorization = "Bearer " .. os.getenv("TOKEN") }

request = function()
  return wrk.format("GET", string.format("/v1/users/00000000-0000-7000-8000-%012d", math.random(people)), headers)
end
