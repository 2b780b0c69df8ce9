-- The clients that the libraries sign people in with, beside demo-spa. Run before the server starts.
-- The odd secret shows that both sides encode it as RFC 6749, section 2.3.1, says.
insert into clients (id, name, secret_hash, grants, scopes, redirect_uris, post_logout_redirect_uris, id_token_algorithm)
select id, name, sha256(convert_to(secret, 'UTF8')),
    array['authorization_code', 'refresh_token', 'client_credentials'],
    array['openid', 'profile', 'email', 'offline_access', 'read', 'read_write'],
    array['http://127.0.0.1:8082/callback'], array['http://127.0.0.1:8082/signed-out'], algorithm
from (values
    ('test-web', 'Test web application', 'test-web-secret', 'RS256'),
    ('test-odd', 'Test application with an odd secret', 'A secret: 100 % + "ü" & /=?', 'RS256'),
    ('test-es256', 'Test application for ES256', 'test-es256-secret', 'ES256'),
    ('test-eddsa', 'Test application for EdDSA', 'test-eddsa-secret', 'EdDSA')
) as clients (id, name, secret, algorithm);
