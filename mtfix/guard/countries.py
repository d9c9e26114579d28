"""Countries and their peoples: names even where the capital of a sentence hides it.

"Our homeland is vast" → "Russia is vast" brings in a name as surely as it would in mid-sentence.
Only words that name nothing else are here ("Turkey" and "Polish" would open sentences on birds and
shoe cream; "Chad", "Jordan" and "Georgia" are people as well).
"""

from __future__ import annotations

COUNTRIES = frozenset(
    """
    Afghanistan Africa Albania Algeria America Angola Argentina Armenia Asia Australia Austria
    Azerbaijan Bahrain Bangladesh Belarus Belgium Bolivia Bosnia Botswana Brazil Britain Brunei
    Bulgaria Burundi Cambodia Cameroon Canada Chile China Colombia Congo Croatia Cuba Cyprus Czechia
    Denmark Ecuador Egypt England Eritrea Estonia Ethiopia Europe Finland France Gabon Gambia
    Germany Ghana Greece Guatemala Guinea Guyana Haiti Honduras Hungary Iceland India Indonesia Iran
    Iraq Ireland Israel Italy Jamaica Japan Kazakhstan Kenya Korea Kosovo Kuwait Kyrgyzstan Laos
    Latvia Lebanon Lesotho Liberia Libya Liechtenstein Lithuania Luxembourg Macedonia Madagascar
    Malawi Malaysia Mali Malta Mauritania Mauritius Mexico Moldova Monaco Mongolia Montenegro
    Morocco Mozambique Myanmar Namibia Nepal Netherlands Nicaragua Niger Nigeria Norway Oman
    Pakistan Palestine Panama Paraguay Peru Philippines Poland Portugal Qatar Romania Russia Rwanda
    Scotland Senegal Serbia Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Swaziland
    Sweden Switzerland Syria Taiwan Tajikistan Tanzania Thailand Tunisia Turkmenistan Uganda Ukraine
    Uruguay USA USSR Uzbekistan Venezuela Vietnam Wales Yemen Zambia Zimbabwe
    Afghan Albanian Algerian American Angolan Argentine Armenian Australian Austrian Azerbaijani
    Belarusian Belgian Bolivian Brazilian British Bulgarian Cambodian Canadian Chilean Chinese
    Colombian Croatian Cuban Cypriot Czech Danish Dutch Ecuadorian Egyptian Estonian Ethiopian
    European Filipino Finnish French German Ghanaian Greek Hungarian Icelandic Indian Indonesian
    Iranian Iraqi Irish Israeli Italian Jamaican Japanese Kazakh Kenyan Korean Kuwaiti Kyrgyz
    Latvian Lebanese Libyan Lithuanian Macedonian Malaysian Mexican Moldovan Mongolian Moroccan
    Nepalese
    Nigerian Norwegian Pakistani Palestinian Peruvian Portuguese Romanian Russian Rwandan Scottish
    Senegalese Serbian Slovak Slovenian Somali Spanish Sudanese Swedish Swiss Syrian Taiwanese Tajik
    Tanzanian Thai Tunisian Turkish Turkmen Ugandan Ukrainian Uzbek Venezuelan Vietnamese Yemeni
    Zimbabwean
    """.split()
)
