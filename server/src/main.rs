//! The command line: `user-api serve`, `migrate`, `seed-demo`, `create-admin`, `import`, `rotate-keys`, `config`.

use std::{pin::pin, process::ExitCode};

use clap::{Parser, Subcommand};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::{EnvFilter, fmt};
use user_api_server::{
    app::{App, explain},
    config::{Config, Environment, MailWay},
    create_admin,
    db::{Database, migrations},
    demo, import,
    oauth::keys,
    server,
    terminal::{agrees, new_password, say},
};

/// Owns a platform's people: accounts, personas, roles and sign-in.
#[derive(Parser)]
#[command(name = "user-api", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Migrate the database and answer requests
    ///
    /// Told to stop, by SIGTERM or Ctrl-C, it ends what is under way, e-mails included; leave it half a minute for that.
    Serve,
    /// Bring the database to the newest schema
    Migrate {
        /// Let this role of the database use the schema without changing it, so that the server can run as it
        #[arg(long, value_name = "ROLE")]
        server_role: Option<String>,
    },
    /// Add one account per role, three clients and some groups; in development only
    ///
    /// Refused, if the database is on another machine, another program's, or has people but no demo accounts.
    SeedDemo {
        /// Add them to whatever database this is
        #[arg(long)]
        anyway: bool,
        /// Only tell whether it would be refused
        #[arg(long)]
        check: bool,
    },
    /// Make a super admin: the first one, or one who helps when no other can sign in
    ///
    /// The password is asked for, or taken from the first line of standard input.
    CreateAdmin {
        /// The person's e-mail address
        address: String,
    },
    /// Bring people and all that is theirs over from the system before this one
    ///
    /// The other database is only read. Run again, it goes on where it stopped; what is over already stays as it is.
    Import {
        /// Where the other database is: postgres://user:password@host:port/name
        #[arg(long, value_name = "URL")]
        from: String,
        /// Who is trusted to vouch for its certificate, as PEM, beside sslmode=require in the URL; else whom Mozilla trusts
        #[arg(long, value_name = "FILE")]
        from_ca: Option<std::path::PathBuf>,
        /// Only tell what would come over, what would not, and why
        #[arg(long)]
        dry_run: bool,
        /// Do not ask before writing
        #[arg(long)]
        yes: bool,
        /// Write the report there as JSON as well, with every id
        #[arg(long, value_name = "FILE")]
        report: Option<std::path::PathBuf>,
    },
    /// Make new signing keys; the old ones are published until nothing that they signed is good
    RotateKeys,
    /// List the settings, which are environment variables
    Config,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            say(&format!("user-api: {sentence}"));
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), String> {
    if matches!(command, Command::Config) {
        say(&Config::describe());
        return Ok(());
    }
    let config = Config::from_env()
        .map_err(|sentence| format!("{sentence}\nuser-api config lists all settings."))?;
    start_logs(&config);
    match command {
        Command::Serve => serve(config).await,
        Command::Migrate { server_role } => migrate(&config, server_role.as_deref()).await,
        Command::SeedDemo { anyway, check } => seed_demo(config, anyway, check).await,
        Command::CreateAdmin { address } => create_admin(config, &address).await,
        Command::Import {
            from,
            from_ca,
            dry_run,
            yes,
            report,
        } => {
            let from = (from.as_str(), from_ca.as_deref());
            bring_over(config, from, dry_run, yes, report.as_deref()).await
        }
        Command::RotateKeys => rotate_keys(&config).await,
        Command::Config => Ok(()),
    }
}

async fn serve(config: Config) -> Result<(), String> {
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|error| error.to_string())?;
    let mut told_to_stop = pin!(async {
        tokio::select! {
            _ = terminate.recv() => {},
            _ = interrupt.recv() => {},
        }
    });
    // The start may have to wait for another instance, which migrates.
    let running = tokio::select! {
        running = server::start(config) => running?,
        () = &mut told_to_stop => {
            say("Stopping before the start was over.");
            return Ok(());
        }
    };
    say(&welcome(&running));
    told_to_stop.await;
    say("Stopping: no new connections, requests under way may end.");
    running.stop().await;
    Ok(())
}

async fn migrate(config: &Config, server_role: Option<&str>) -> Result<(), String> {
    let database = Database::new(config)?;
    let applied = migrations::run(&database).await.map_err(explain)?;
    for migration in &applied {
        say(&format!("Applied {migration}"));
    }
    say(if applied.is_empty() {
        "The schema is up to date."
    } else {
        "The schema is up to date now."
    });
    if let Some(role) = server_role {
        migrations::grant(&database, role).await.map_err(explain)?;
        say(&format!("{role} may use it, and not change it."));
    }
    Ok(())
}

async fn seed_demo(config: Config, anyway: bool, check: bool) -> Result<(), String> {
    if !anyway {
        demo::check(&config, &Database::new(&config)?).await?;
    }
    if !check {
        demo::seed(&App::build(config).await?).await?;
        say("The demo data is there.");
    }
    Ok(())
}

async fn create_admin(mut config: Config, address: &str) -> Result<(), String> {
    if config.public_url.is_empty() {
        config.public_url = config.local_url();
    }
    let app = App::build(config).await?;
    let username = create_admin::check_address(&app, address).await?;
    let count = create_admin::create(&app, &username, new_password()?).await?;
    let count = match count {
        1 => "the only one".to_owned(),
        count => format!("one of {count}"),
    };
    let url = &app.config.public_url;
    say(&format!(
        "{username} is a super admin now, {count} who may sign in. It stands in the audit trail as {}.\n\nNext: sign in at {url}/login. The server sends a letter that asks to confirm the address.\nOther people sign up by themselves; give them a role with PUT /v1/users/{{user_id}}/role. {url}/docs shows how.",
        create_admin::NAME
    ));
    Ok(())
}

async fn bring_over(
    mut config: Config,
    (from, ca): (&str, Option<&std::path::Path>),
    dry_run: bool,
    yes: bool,
    file: Option<&std::path::Path>,
) -> Result<(), String> {
    let question =
        "This writes to the database of DATABASE_URL. Look at --dry-run first. To go on, type yes:";
    if !dry_run && !yes && !agrees(question) {
        return Err("Nothing was done. Try --dry-run, then say --yes.".to_owned());
    }
    if config.public_url.is_empty() {
        config.public_url = config.local_url();
    }
    let app = App::build(config).await?;
    let report = import::run(&app, from, ca, dry_run).await?;
    if let Some(file) = file {
        std::fs::write(file, report.to_json())
            .map_err(|error| format!("The report cannot be written: {error}."))?;
    }
    say(&report.to_string());
    Ok(())
}

async fn rotate_keys(config: &Config) -> Result<(), String> {
    let database = Database::new(config)?;
    let seconds = keys::rotate(&database, &config.secret)
        .await
        .map_err(explain)?;
    say(&format!(
        "New keys are published, and sign in {seconds} seconds, when every server has read them.\nThe old ones verify what they signed for another day. Nobody is signed out."
    ));
    Ok(())
}

/// What to do next.
fn welcome(running: &server::Running) -> String {
    let url = &running.app.config.public_url;
    let mut text = format!(
        "\nUser API {} listens on {}\n",
        env!("CARGO_PKG_VERSION"),
        running.address
    );
    text += &format!("\n  Reference     {url}/docs\n  Health        {url}/health/ready\n");
    if running.app.config.environment == Environment::Development {
        if let MailWay::File(path) = &running.app.config.mail.way {
            text += &format!("  E-mails       {}\n", path.display());
        }
        text += &format!(
            "\nTry it:\n\n  curl {url}/oauth/token -d grant_type=password -d username={} -d password={} -d scope=read_write -u {}:{}\n",
            demo::USERNAME,
            demo::PASSWORD,
            demo::CLIENT_ID,
            demo::CLIENT_SECRET
        );
        text += &format!(
            "\nand with the access_token it answers:\n\n  curl {url}/v1/me -H \"Authorization: Bearer $TOKEN\"\n"
        );
    }
    text
}

fn start_logs(config: &Config) {
    let filter = EnvFilter::new(&config.log);
    match config.environment {
        Environment::Development => fmt().with_env_filter(filter).compact().init(),
        Environment::Production => fmt().with_env_filter(filter).json().init(),
    }
}
