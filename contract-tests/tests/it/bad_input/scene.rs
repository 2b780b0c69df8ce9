//! What the refusals of every operation are provoked in.

use contract_tests::{
    Caller, Request, TestApp,
    samples::{World, who},
    spec::{Operation, spec},
};

/// A server with those who may call everything between them: a super admin, the person of the path, a service.
pub(super) struct Scene {
    pub(super) app: TestApp,
    pub(super) sol: Caller,
    own: Caller,
    service: Caller,
    pub(super) world: World,
}

impl Scene {
    pub(super) fn new() -> Self {
        let app = TestApp::start();
        let sol = app.person("super_admin").caller();
        let world = World::new(&app, "artist");
        let own = world.sign_in(&app, "openid read_write");
        let service = app.service();
        Self {
            app,
            sol,
            own,
            service,
            world,
        }
    }

    /// Somebody who may call the operation: some are for the person themselves alone, some for services.
    pub(super) fn caller(&self, operation: &Operation) -> &Caller {
        who(operation, &self.sol, &self.own, &self.service)
    }

    /// A request for each operation that declares this status.
    pub(super) fn each(&self, status: u16) -> impl Iterator<Item = (&'static Operation, Request)> {
        let request = |operation: &'static Operation| {
            let target = self.world.path(operation);
            let caller = self.caller(operation);
            (operation, caller.request(&operation.method, &target))
        };
        spec().declaring(status).map(request)
    }
}

/// Wants a refusal in the shape of the operation: a page, or this problem.
#[track_caller]
pub(super) fn refused(operation: &Operation, request: Request, status: u16, problem: &str) {
    if operation.refuses_by_page() || (status == 400 && operation.refuses_as_oauth()) {
        request.expect(status);
    } else {
        request.refused(status, problem);
    }
}
