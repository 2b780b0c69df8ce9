//! That the trail is read as quickly when it is long: each filter has an index.

use contract_tests::TestApp;

#[test]
fn each_filter_finds_its_page_by_an_index() {
    let app = TestApp::start();
    // Many people, operations and applications, of which each has few of very many events.
    app.db.batch(
        "insert into audit_events (id, operation, actor_id, actor_role, client_id, object_kind, object_id, subject_id, subject_tenant_id, subject_role, fields, created_at)
            select gen_random_uuid(), 'operation-' || n % 97, md5((n % 211)::text)::uuid, 'admin', 'client-' || n % 89,
                case when n % 503 = 0 then 'consent' else 'user' end, 'object-' || n % 223, md5((n % 307)::text)::uuid,
                md5((n % 101)::text)::uuid, 'artist', '{}', now() - n * interval '1 second'
            from generate_series(1, 60000) n;
        analyze audit_events;
        set plan_cache_mode = force_generic_plan",
    );
    for (condition, index) in [
        ("true or $1 = ''", "created_at_id_idx"),
        ("actor_id = md5($1)::uuid", "actor_id_created_at_id_idx"),
        ("subject_id = md5($1)::uuid", "subject_id_created_at_id_idx"),
        (
            "subject_tenant_id = md5($1)::uuid",
            "subject_tenant_id_created_at_id_idx",
        ),
        ("object_id = $1", "object_id_created_at_id_idx"),
        ("operation = $1", "operation_created_at_id_idx"),
        ("client_id = $1", "client_id_created_at_id_idx"),
        ("object_kind = 'consent' and $1 = $1", "seldom_idx"),
    ] {
        let sql = format!(
            "explain (costs off) select id from audit_events
            where (created_at, id) < ('2100-01-01', 'ffffffff-ffff-ffff-ffff-ffffffffffff') and {condition} order by created_at desc, id desc limit 51"
        );
        let rows = app.db.query(&sql.replace("$1", "'1'"), &[]);
        let plan: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        let plan = plan.join("\n");
        assert!(
            plan.contains(&format!("audit_events_{index}")) && !plan.contains("Sort"),
            "{condition}\n{plan}"
        );
    }
}
