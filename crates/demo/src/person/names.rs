//! Stocks of names by origin, and which origins a country has. Common names only; nobody in particular is meant.

/// First and last names of one origin, as people write them.
pub struct Origin {
    pub first: &'static [&'static str],
    pub last: &'static [&'static str],
}

const ENGLISH: Origin = Origin {
    first: &[
        "James",
        "Olivia",
        "William",
        "Amelia",
        "Henry",
        "Grace",
        "Thomas",
        "Emily",
        "Daniel",
        "Charlotte",
        "Samuel",
        "Hannah",
        "Edward",
        "Lucy",
        "Matthew",
        "Rebecca",
        "Andrew",
        "Sarah",
        "Christopher",
        "Laura",
        "Benjamin",
        "Victoria",
        "Peter",
        "Rachel",
        "Nathan",
        "Megan",
        "Stephen",
        "Alison",
        "Gareth",
        "Fiona",
        "Connor",
        "Siobhan",
    ],
    last: &[
        "Walker",
        "Bennett",
        "Hughes",
        "Foster",
        "Clarke",
        "Murray",
        "Reid",
        "Turner",
        "Parker",
        "Collins",
        "Edwards",
        "Morris",
        "Fletcher",
        "Barnes",
        "Graham",
        "Harvey",
        "Lawson",
        "Pearce",
        "Doyle",
        "Gallagher",
        "McKenzie",
        "Sinclair",
        "Holmes",
        "Whitaker",
        "Ellison",
        "Hargreaves",
        "Sutton",
        "Thornton",
        "Ashworth",
        "Callahan",
        "Brennan",
        "Prescott",
    ],
};

const HISPANIC: Origin = Origin {
    first: &[
        "José", "María", "Carlos", "Lucía", "Miguel", "Sofía", "Javier", "Carmen", "Diego", "Elena", "Andrés",
        "Valeria", "Rafael", "Isabel", "Fernando", "Ximena", "Álvaro", "Inés",
    ],
    last: &[
        "García",
        "Hernández",
        "Martínez",
        "Rodríguez",
        "Sánchez",
        "Ramírez",
        "Ortega",
        "Castillo",
        "Morales",
        "Delgado",
        "Núñez",
        "Vargas",
        "Muñoz",
        "Peña",
        "Ibáñez",
        "Cordero",
        "Lozano",
        "Fuentes",
    ],
};

const INDIAN: Origin = Origin {
    first: &[
        "Priya", "Arjun", "Ananya", "Rohan", "Kavita", "Vikram", "Meera", "Sanjay", "Deepa", "Rahul", "Nisha",
        "Aditya", "Lakshmi", "Karan",
    ],
    last: &[
        "Sharma",
        "Patel",
        "Iyer",
        "Nair",
        "Reddy",
        "Gupta",
        "Mehta",
        "Banerjee",
        "Kapoor",
        "Desai",
        "Joshi",
        "Menon",
        "Rao",
        "Chaudhary",
    ],
};

const CHINESE: Origin = Origin {
    first: &["Wei", "Mei", "Jun", "Lin", "Hao", "Xiu", "Yan", "Chen", "Ling", "Tao", "Jing", "Bo"],
    last: &["Wang", "Li", "Zhang", "Liu", "Chen", "Huang", "Zhao", "Wu", "Zhou", "Sun", "Lau", "Cheung"],
};

const GERMAN: Origin = Origin {
    first: &["Jürgen", "Katrin", "Stefan", "Anja", "Matthias", "Ulrike", "Tobias", "Sabine", "Lukas", "Heike"],
    last: &["Schneider", "Fischer", "Weber", "Becker", "Krüger", "Hoffmann", "Schäfer", "Vogel", "Brandt", "Lindner"],
};

const NORDIC: Origin = Origin {
    first: &["Bjørn", "Ingrid", "Lars", "Astrid", "Håkon", "Sigrid", "Mikael", "Solveig", "Åse", "Henrik"],
    last: &["Hansen", "Johansen", "Lindström", "Berg", "Sørensen", "Dahl", "Nygård", "Eriksson", "Østby", "Virtanen"],
};

const FRENCH: Origin = Origin {
    first: &["Élodie", "Julien", "Camille", "Antoine", "Hélène", "Mathieu", "Céline", "Benoît", "Margaux", "Rémi"],
    last: &[
        "Lefèvre",
        "Moreau",
        "Girard",
        "Rousseau",
        "Chevalier",
        "Marchand",
        "Dubois",
        "Perrin",
        "Gauthier",
        "Renaud",
    ],
};

const POLISH: Origin = Origin {
    first: &[
        "Katarzyna",
        "Tomasz",
        "Agnieszka",
        "Piotr",
        "Magdalena",
        "Krzysztof",
        "Joanna",
        "Michał",
        "Ewa",
        "Łukasz",
    ],
    last: &[
        "Nowak",
        "Kowalczyk",
        "Wiśniewski",
        "Zieliński",
        "Dąbrowski",
        "Wójcik",
        "Krawczyk",
        "Mazur",
        "Pawlak",
        "Górski",
    ],
};

const ITALIAN: Origin = Origin {
    first: &["Giulia", "Marco", "Francesca", "Luca", "Chiara", "Matteo", "Alessia", "Paolo"],
    last: &["Rossi", "Bianchi", "Ricci", "Marino", "Conti", "De Luca", "Moretti", "Ferrari"],
};

const AFRICAN: Origin = Origin {
    first: &["Chinedu", "Amara", "Kwame", "Zainab", "Tunde", "Abena", "Yusuf", "Ngozi"],
    last: &["Okafor", "Mensah", "Adeyemi", "Diallo", "Owusu", "Bello", "Nwosu", "Kamara"],
};

/// How often a name's origin occurs among people of a country.
pub fn origins(country: &str) -> &'static [(u64, Origin)] {
    match country {
        "US" | "CA" => &[
            (52, ENGLISH),
            (16, HISPANIC),
            (8, INDIAN),
            (7, CHINESE),
            (5, AFRICAN),
            (5, ITALIAN),
            (4, GERMAN),
            (2, POLISH),
            (1, NORDIC),
        ],
        "GB" | "IE" => &[
            (64, ENGLISH),
            (12, INDIAN),
            (7, POLISH),
            (6, AFRICAN),
            (4, FRENCH),
            (3, CHINESE),
            (2, ITALIAN),
            (2, HISPANIC),
        ],
        "ES" | "MX" => &[(90, HISPANIC), (4, ITALIAN), (3, FRENCH), (3, GERMAN)],
        "NO" | "SE" | "DK" | "FI" => &[(82, NORDIC), (8, POLISH), (6, GERMAN), (4, INDIAN)],
        "DE" | "AT" | "CH" => &[(80, GERMAN), (8, POLISH), (6, ITALIAN), (6, FRENCH)],
        "FR" | "BE" => &[(82, FRENCH), (8, AFRICAN), (5, ITALIAN), (5, HISPANIC)],
        _ => &[(40, ENGLISH), (15, GERMAN), (15, FRENCH), (15, NORDIC), (15, HISPANIC)],
    }
}
