//! The user directory: whether a user exists, and the two searches. A search is a help for typing: it must never decide whether a
//! username is right.

use rules::text::{is_space, keep, split_first};

use super::Client;
use crate::contract::{PAGE_LIMIT, Part};
use crate::error::HostError;
use crate::json::Json;
use crate::model::DirectoryUser;
use crate::{records, url};

impl Client {
    /// Whether a user exists.
    pub async fn user_exists(&self, username: &str) -> Result<bool, HostError> {
        let names = &self.contract.query;
        let path = self.contract.path(Part::CheckUser)?;
        let path = url::with_query(path, &[(names.check_user(), username)]);
        match self.read(path).await? {
            Json::Flag(exists) => Ok(exists),
            Json::Text(word) if word.trim().eq_ignore_ascii_case("true") => Ok(true),
            Json::Text(word) if word.trim().eq_ignore_ascii_case("false") => Ok(false),
            _ => Err(HostError::unreadable("no true or false")),
        }
    }

    /// Users whose name starts with `prefix`, at most `limit`. Wildcards are stripped. A store prefix (`SALES/b`) searches
    /// that store. An empty prefix finds nobody and sends no request.
    pub async fn search_users(
        &self,
        prefix: &str,
        limit: u32,
    ) -> Result<Vec<DirectoryUser>, HostError> {
        let names = &self.contract.query;
        let path = self.contract.path(Part::SearchUsers)?;
        let plain = keep(prefix, |c| !matches!(c, '*' | '?' | '%'));
        let (domain, filter) = match split_first(&plain, b'/') {
            Some((domain, filter)) => (domain.trim(), filter.trim()),
            None => ("", plain.trim()),
        };
        if filter.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let count = limit.min(PAGE_LIMIT).to_string();
        let parameters: [(&str, &str); 3] = [
            (names.search_filter(), filter),
            (names.search_domain(), domain),
            (names.limit(), &count),
        ];
        let json = self.read(url::with_query(path, &parameters)).await?;
        let Json::List(rows) = &json else {
            return Err(HostError::unreadable("no list of users"));
        };
        let key = self.contract.user.username();
        let mut users = records::rows(rows, key, |row| records::user(row, &self.contract))?;
        users.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(users)
    }

    /// People by their first name, last name or e-mail address, at most `limit`, each username once. Wildcards are stripped.
    /// An empty text finds nobody and sends no request. Fails with [`Kind::Absent`] on a host without such a search, and with
    /// [`Kind::NotFound`] on one that lacks it against its contract.
    ///
    /// Both consoles' directory joins its parameters by "and". So one word is asked for in each of the three fields until
    /// `limit` people are found, and two words are a first and a last name in either order. A host with a parameter for all
    /// three (`searchText`) is asked once.
    pub async fn search_people(
        &self,
        text: &str,
        limit: u32,
    ) -> Result<Vec<DirectoryUser>, HostError> {
        let names = &self.contract.query;
        let path = self.contract.path(Part::SearchPeople)?;
        let plain = keep(text, |c| !matches!(c, '*' | '?' | '%' | ','));
        let plain = plain.trim();
        if plain.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let (first, last, email) =
            (names.search_first_name(), names.search_last_name(), names.search_email());
        let searches: Vec<[(&str, &str); 2]> = if !names.search_text().is_empty() {
            vec![[(names.search_text(), plain), ("", "")]]
        } else if plain.contains('@') {
            vec![[(email, plain), ("", "")]]
        } else if let Some((one, other)) = plain.split_once(is_space) {
            let other = other.trim();
            vec![[(first, one), (last, other)], [(first, other), (last, one)]]
        } else {
            [first, last, email].map(|name| [(name, plain), ("", "")]).to_vec()
        };
        let count = limit.min(PAGE_LIMIT).to_string();
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut people: Vec<DirectoryUser> = Vec::new();
        for [one, other] in searches {
            let path = url::with_query(path, &[one, other, (names.limit(), &count)]);
            let json = self.read(path).await?;
            let (rows, _) =
                records::list(&json, self.contract.lists.users(), self.contract.lists.count())?;
            let key = self.contract.user.username();
            for user in records::rows(rows, key, |row| records::user(row, &self.contract))? {
                if !people.iter().any(|known| known.username == user.username) {
                    people.push(user);
                }
            }
            if people.len() >= most {
                people.truncate(most);
                break;
            }
        }
        Ok(people)
    }
}
